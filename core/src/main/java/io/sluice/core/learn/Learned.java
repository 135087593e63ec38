package io.sluice.core.learn;

import io.sluice.core.provider.Limit;

/**
 * A limit that was learned.
 *
 * @param proven whether it is more than a first guess
 * @param since epoch ms of the answer that led to its present numbers
 */
public record Learned(Limit limit, boolean proven, long since, From from) {
    /** What it was learned from. */
    public enum From {
        HEADERS,
        REFUSALS
    }
}
