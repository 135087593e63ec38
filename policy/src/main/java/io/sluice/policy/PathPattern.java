package io.sluice.policy;

import io.sluice.schemas.wire.Target;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A method and path pattern: {@code GET,HEAD /users/{id}/**}. {@code *} is any method or one segment, {@code **} any
 * rest or none, <code>{x}</code> a segment with a name.
 */
final class PathPattern {
    private final Set<String> methods;
    private final List<String> segments;

    private PathPattern(Set<String> methods, List<String> segments) {
        this.methods = methods;
        this.segments = List.copyOf(segments);
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
        List<String> segments = new ArrayList<>();
        if (path.contains("?")) {
            throw new IllegalArgumentException(
                    "expected a path without a query, of which a limit's scope may name parameters");
        }
        for (String segment : path.substring(1).split("/", -1)) {
            if (!isNamed(segment) && segment.matches(".*[{}].*")) {
                throw new IllegalArgumentException("expected {NAME} to be a whole part of the path");
            }
            segments.add(isNamed(segment) ? segment : literal(segment));
        }
        int rest = segments.indexOf("**");
        if (rest >= 0 && rest != segments.size() - 1) {
            throw new IllegalArgumentException("** stands only at the end of a path");
        }
        return new PathPattern(methods.equals("*") ? Set.of() : Set.of(methods.split(",")), segments);
    }

    /** The named segments, decoded, if the method and the path as it goes on the wire match. */
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
            if (isNamed(segment)) {
                named.put(segment.substring(1, segment.length() - 1), decoded(given[i]));
            } else if (!segment.equals("*") && !segment.equals(given[i])) {
                return Optional.empty();
            }
        }
        return given.length == segments.size() ? Optional.of(named) : Optional.empty();
    }

    private static boolean isNamed(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    /** A segment as it stands in paths on the wire; {@code *} stays as it is. */
    private static String literal(String segment) {
        try {
            return segment.isEmpty() ? segment : Target.path("/" + segment).substring(1);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("expected " + e.getMessage());
        }
    }

    private static String decoded(String segment) {
        return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
