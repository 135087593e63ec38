package io.sluice.core.provider;

import java.util.List;

/**
 * An API as the scheduler sees it.
 *
 * @param endpoints in the order in which they are matched; the last one is {@code other}
 * @param concurrency calls in flight per egress
 * @param emptyPoolMillis how long a request waits for a credential before it is answered without one
 * @param maxRefusals refusals in a row after which a request is given up
 */
public record Provider(
        String name,
        List<Endpoint> endpoints,
        int concurrency,
        Backoff backoff,
        long emptyPoolMillis,
        int maxRefusals) {
    public Provider {
        Names.check("provider", name);
        endpoints = List.copyOf(endpoints);
        if (endpoints.isEmpty() || concurrency < 1 || maxRefusals < 1) {
            throw new IllegalArgumentException(
                    "provider '" + name + "' needs an endpoint, concurrency and maxRefusals of at least 1");
        }
    }
}
