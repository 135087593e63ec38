package io.sluice.core.learn;

import io.sluice.core.credential.ScopeKey;

/**
 * How carefully calls go while a limit is learned.
 *
 * @param scopeKey whose calls are counted
 * @param inFlight most calls at the same time; at least 1
 * @param shutUntil epoch ms before which none leaves
 */
public record Pace(ScopeKey scopeKey, int inFlight, long shutUntil) {
    /** As many as there are. */
    public static final int ANY = Integer.MAX_VALUE;
}
