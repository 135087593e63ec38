package io.sluice.core.provider;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An API as the scheduler sees it.
 *
 * @param endpoints in the order in which they are matched; one of them is {@link #OTHER}
 * @param concurrency calls in flight per egress
 * @param emptyPoolMillis how long a request waits for a credential before it is answered without one
 * @param maxRefusals refusals in a row after which a request is given up
 * @param holdScopes what refusals can close beside the provider, an egress, a credential, and a credential at an endpoint
 * @param learn how limits are learned that are not declared
 * @param refusesByStatus whether an answer below 400, or of 404, is surely no refusal and no trouble
 */
public record Provider(
        String name,
        List<Endpoint> endpoints,
        int concurrency,
        Backoff backoff,
        long emptyPoolMillis,
        int maxRefusals,
        Set<Scope> holdScopes,
        Learn learn,
        boolean refusesByStatus) {
    /** Name of the endpoint of all requests that match no other one. */
    public static final String OTHER = "other";

    /** Throws {@link IllegalArgumentException} where the endpoint {@link #OTHER} is missing or a number is below 1. */
    public Provider {
        Names.check("provider", name);
        endpoints = List.copyOf(endpoints);
        holdScopes = Set.copyOf(holdScopes);
        if (find(endpoints, OTHER) == null) {
            throw new IllegalArgumentException("provider '" + name + "' needs the endpoint '" + OTHER + "', not only "
                    + endpoints.stream().map(Endpoint::name).toList());
        }
        if (concurrency < 1 || maxRefusals < 1) {
            throw new IllegalArgumentException("provider '" + name
                    + "' needs concurrency and maxRefusals of at least 1, not " + concurrency + " and " + maxRefusals);
        }
    }

    /** A provider whose refusals have statuses of errors and close the usual doors, and of which nothing is learned. */
    public Provider(
            String name,
            List<Endpoint> endpoints,
            int concurrency,
            Backoff backoff,
            long emptyPoolMillis,
            int maxRefusals) {
        this(name, endpoints, concurrency, backoff, emptyPoolMillis, maxRefusals, Set.of(), Learn.OFF, true);
    }

    /** The same provider as far as no other is said. */
    public Provider with(List<Endpoint> endpoints, int concurrency, Learn learn) {
        return new Provider(
                name,
                endpoints,
                concurrency,
                backoff,
                emptyPoolMillis,
                maxRefusals,
                holdScopes,
                learn,
                refusesByStatus);
    }

    /** The endpoint of a name; where the file has none of that name, or has it no more, the endpoint {@link #OTHER}. */
    public Endpoint endpoint(String name) {
        Endpoint found = find(endpoints, name);
        return found != null ? found : Objects.requireNonNull(find(endpoints, OTHER));
    }

    private static @Nullable Endpoint find(List<Endpoint> endpoints, String name) {
        for (Endpoint endpoint : endpoints) {
            if (endpoint.name().equals(name)) {
                return endpoint;
            }
        }
        return null;
    }
}
