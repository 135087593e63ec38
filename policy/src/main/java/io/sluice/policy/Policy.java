package io.sluice.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.core.provider.Provider;
import io.sluice.policy.answer.Reading;
import io.sluice.schemas.AuthPlace;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a provider's file says.
 *
 * @param source the file as it was written
 * @param baseUrl scheme, host, port and a path without a slash at its end
 * @param auth where the secret goes; empty: nowhere
 * @param headers sent on every call
 * @param trace whether its calls carry the trace context of their requests (W3C Trace Context)
 * @param routes which endpoint a request is for; first match wins
 * @param details by name of endpoint
 * @param readings by name of endpoint, what its answers mean
 */
public record Policy(
        JsonNode source,
        Provider provider,
        URI baseUrl,
        List<AuthPlace> auth,
        Map<String, String> headers,
        boolean trace,
        List<Route> routes,
        Map<String, EndpointDetails> details,
        Map<String, Reading> readings,
        About about,
        List<Example> examples) {
    public Policy {
        auth = List.copyOf(auth);
        headers = Map.copyOf(headers);
        routes = List.copyOf(routes);
        details = Map.copyOf(details);
        readings = Map.copyOf(readings);
        examples = List.copyOf(examples);
    }

    /**
     * What is said of an endpoint beside its limits.
     *
     * @param maxBodyBytes largest answer that is kept
     * @param cost budget units of a call that does not say its own
     * @param costs by the name of a limit, what calls take of it where that is not what they take of all
     */
    public record EndpointDetails(int maxBodyBytes, long cost, Map<String, CostRule> costs) {
        public EndpointDetails {
            costs = Map.copyOf(costs);
        }
    }

    /** A pattern and the endpoint that it leads to. */
    public record Route(PathPattern pattern, String endpoint) {
        /** Where a request goes: the first route that matches leads there. */
        static Destination of(List<Route> routes, String method, String path) {
            for (Route route : routes) {
                Optional<Map<String, String>> named = route.pattern().match(method, path);
                if (named.isPresent()) {
                    return new Destination(route.endpoint(), named.get());
                }
            }
            return new Destination(Provider.OTHER, Map.of());
        }
    }

    /**
     * Where a request goes.
     *
     * @param named the segments of its path that the pattern names
     */
    record Destination(String endpoint, Map<String, String> named) {}

    /** Its name. */
    public String name() {
        return provider.name();
    }

    /** What is said of an endpoint, found as {@link Provider#endpoint} finds it. */
    public EndpointDetails details(String endpoint) {
        return Objects.requireNonNull(details.get(provider.endpoint(endpoint).name()), "every endpoint has details");
    }

    /** How answers of an endpoint are read, found in the same way. */
    public Reading reading(String endpoint) {
        return Objects.requireNonNull(readings.get(provider.endpoint(endpoint).name()), "every endpoint has a reading");
    }
}
