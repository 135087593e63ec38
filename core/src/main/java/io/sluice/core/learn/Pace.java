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

    private static final int FEW = 2;
    private static final long SLOWLY = 16;

    /** So that a wall costs little, so few calls are in flight where one may be near, and more the more have passed. */
    static int few(long passed) {
        return (int) Math.min(ANY, FEW + passed / SLOWLY);
    }
}
