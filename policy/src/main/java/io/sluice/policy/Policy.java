package io.sluice.policy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Provider;
import io.sluice.policy.answer.AnswerRule;
import io.sluice.policy.answer.Signal;
import io.sluice.schemas.AuthPlace;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a provider's file says.
 *
 * @param source the file as it was written
 * @param baseUrl scheme, host, port and a path without a slash at its end
 * @param auth where the secret goes; empty: nowhere
 * @param headers sent on every call
 * @param routes which endpoint a request is for; first match wins
 */
public record Policy(
        JsonNode source,
        Provider provider,
        URI baseUrl,
        List<AuthPlace> auth,
        Map<String, String> headers,
        List<Route> routes,
        Map<String, EndpointDetails> details,
        List<Signal> signals,
        List<AnswerRule> answers) {
    public Policy {
        auth = List.copyOf(auth);
        headers = Map.copyOf(headers);
        routes = List.copyOf(routes);
        details = Map.copyOf(details);
        signals = List.copyOf(signals);
        answers = List.copyOf(answers);
    }

    /**
     * What is said of an endpoint beside its limits.
     *
     * @param maxBodyBytes largest answer that is kept
     * @param cost budget units of a call that does not say its own
     */
    public record EndpointDetails(int maxBodyBytes, long cost) {}

    /** A pattern and the endpoint that it leads to. */
    public record Route(PathPattern pattern, String endpoint) {}

    /** Its name. */
    public String name() {
        return provider.name();
    }

    /** The endpoint of a name; where a newer file has it no more, the endpoint {@code other}. */
    public Endpoint endpoint(String name) {
        Endpoint other = null;
        for (Endpoint endpoint : provider.endpoints()) {
            if (endpoint.name().equals(name)) {
                return endpoint;
            }
            other = endpoint.name().equals(PolicyReader.OTHER) ? endpoint : other;
        }
        return Objects.requireNonNull(other, "every provider has the endpoint 'other'");
    }

    /** What is said of an endpoint, or of {@code other} as with {@link #endpoint}. */
    public EndpointDetails details(String endpoint) {
        EndpointDetails found = details.getOrDefault(endpoint, details.get(PolicyReader.OTHER));
        return Objects.requireNonNull(found, "every provider has the endpoint 'other'");
    }
}
