package io.sluice.policy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A method and path pattern: {@code GET,HEAD /users/{id}/**}. {@code *} is any method or one segment, {@code **} any
 * rest or none, <code>{x}</code> a segment with a name.
 */
public final class PathPattern {
    private final Set<String> methods;
    private final List<String> segments;

    private PathPattern(Set<String> methods, List<String> segments) {
        this.methods = methods;
        this.segments = segments;
    }

    /** Reads a pattern; {@link IllegalArgumentException} says what was expected. */
    public static PathPattern parse(String text) {
        int space = text.indexOf(' ');
        String path = space < 0 ? "" : text.substring(space + 1).trim();
        if (space < 1 || !path.startsWith("/")) {
            throw new IllegalArgumentException("expected METHOD[,METHOD] or *, a space and a path that begins with /");
        }
        String methods = text.substring(0, space);
        if (!methods.matches("\\*|[A-Z]{1,20}(,[A-Z]{1,20})*")) {
            throw new IllegalArgumentException("expected methods in capital letters, such as GET,HEAD, or *");
        }
        List<String> segments = List.of(path.substring(1).split("/", -1));
        int rest = segments.indexOf("**");
        if (rest >= 0 && rest != segments.size() - 1) {
            throw new IllegalArgumentException("** stands only at the end of a path");
        }
        return new PathPattern(methods.equals("*") ? Set.of() : Set.of(methods.split(",")), segments);
    }

    /** The named segments, if method and path match. */
    Optional<Map<String, String>> match(String method, String path) {
        if (!methods.isEmpty() && !methods.contains(method)) {
            return Optional.empty();
        }
        String[] given = path.substring(1).split("/", -1);
        Map<String, String> named = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            String segment = segments.get(i);
            if (segment.equals("**")) {
                return Optional.of(named);
            }
            if (i >= given.length) {
                return Optional.empty();
            }
            if (segment.startsWith("{") && segment.endsWith("}")) {
                named.put(segment.substring(1, segment.length() - 1), given[i]);
            } else if (!segment.equals("*") && !segment.equals(given[i])) {
                return Optional.empty();
            }
        }
        return given.length == segments.size() ? Optional.of(named) : Optional.empty();
    }
}
