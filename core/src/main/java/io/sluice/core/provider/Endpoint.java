package io.sluice.core.provider;

import java.util.List;

/**
 * A named group of requests of a provider, which share limits, metrics and credential standing.
 *
 * @param limits every limit that a call of this endpoint must satisfy
 * @param timeoutMillis of one call, unless the request says less
 * @param maxAttempts how many calls of one request may fail on trouble that could pass
 */
public record Endpoint(String name, Accounts accounts, List<Limit> limits, long timeoutMillis, int maxAttempts) {
    public Endpoint {
        Names.check("endpoint", name);
        limits = List.copyOf(limits);
    }

    /** The same endpoint with other limits. */
    public Endpoint with(List<Limit> others) {
        return new Endpoint(name, accounts, others, timeoutMillis, maxAttempts);
    }
}
