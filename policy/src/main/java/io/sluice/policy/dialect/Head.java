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

    /** The values of a header, joined by commas as RFC 9110 5.3 allows; null where it is absent. */
    public @Nullable String get(String name) {
        List<String> values = headers.get(name);
        if (values == null || values.isEmpty()) {
            return null;
        }
        return values.size() == 1 ? values.get(0) : String.join(", ", values);
    }
}
