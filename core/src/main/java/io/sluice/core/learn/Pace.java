package io.sluice.core.learn;

import io.sluice.core.credential.ScopeKey;

/**
 * How carefully calls go while a limit is learned.
 *
 * @param scopeKey whose calls are counted
 * @param shutUntil epoch ms before which none leaves
 */
public record Pace(ScopeKey scopeKey, long shutUntil) {
    /** As many calls in flight as there are. */
    static final int ANY = Integer.MAX_VALUE;
}
