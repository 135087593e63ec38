package io.sluice.embedded.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * One method of one path, and what it does.
 *
 * @param segments of the path; {@code {name}} stands for any one
 * @param action answers a value that Jackson can write
 */
record Route(String method, List<String> segments, Function<Request, Object> action) {

    static Route of(String method, String path, Function<Request, Object> action) {
        return new Route(method, segments(path), action);
    }

    /** {@code /a/b} as a, b; a slash at the end makes no difference. */
    static List<String> segments(String path) {
        String trimmed = path.replaceFirst("^/", "").replaceFirst("/$", "");
        return trimmed.isEmpty() ? List.of() : List.of(trimmed.split("/", -1));
    }

    /** The values of the named segments, if this is the path. */
    Optional<Map<String, String>> match(List<String> actual) {
        if (actual.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.startsWith("{") && !actual.get(i).isEmpty()) {
                values.put(segment.substring(1, segment.length() - 1), actual.get(i));
            } else if (!segment.equals(actual.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }
}
