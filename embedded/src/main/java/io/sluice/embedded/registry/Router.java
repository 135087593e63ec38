package io.sluice.embedded.registry;

import io.sluice.embedded.registry.catalog.RegistryException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the route of a request and takes it. */
final class Router {
    private final List<Route> routes;

    Router(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /**
     * Answers a value that Jackson can write.
     *
     * @throws RegistryException with Confluent's code for what is wrong with the request
     */
    Object answer(String method, URI uri, String body) {
        List<String> segments = Route.segments(uri.getRawPath()).stream()
                .map(Router::decodePath)
                .toList();
        boolean pathIsKnown = false;
        for (Route route : routes) {
            Optional<Map<String, String>> values = route.match(segments);
            if (values.isPresent() && route.method().equals(method)) {
                return route.action().apply(new Request(values.get(), query(uri), body));
            }
            pathIsKnown |= values.isPresent();
        }
        throw pathIsKnown
                ? new RegistryException(405, "HTTP 405 Method Not Allowed")
                : new RegistryException(404, "HTTP 404 Not Found");
    }

    private static Map<String, String> query(URI uri) {
        Map<String, String> query = new HashMap<>();
        if (uri.getRawQuery() != null) {
            for (String pair : uri.getRawQuery().split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                query.put(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    /** In a path a plus sign is a plus sign. */
    private static String decodePath(String segment) {
        return decode(segment.replace("+", "%2B"));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new RegistryException(400, "Bad escape in the address: " + text);
        }
    }
}
