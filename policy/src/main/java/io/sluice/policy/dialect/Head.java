package io.sluice.policy.dialect;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The headers of an answer.
 *
 * @param headers lower-case name to its values
 */
public record Head(Map<String, List<String>> headers) {
    Set<String> names() {
        return headers.keySet();
    }

    /** The different values of a header: what both a server and a proxy before it say alike is there once. */
    public List<String> all(String name) {
        List<String> values = headers.getOrDefault(name, List.of());
        return values.size() < 2 ? values : values.stream().distinct().toList();
    }

    /** Its different values, joined by commas as RFC 9110 5.3 allows; null where it is absent. */
    public @Nullable String get(String name) {
        List<String> values = all(name);
        return values.isEmpty() ? null : String.join(", ", values);
    }
}
