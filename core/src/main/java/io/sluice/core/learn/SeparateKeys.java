package io.sluice.core.learn;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds calls of one scope key that do not share a budget after all: those of one credential and endpoint are refused again
 * and again, while those of others pass.
 */
final class SeparateKeys {
    private static final int PASSED = 8;
    private static final int REFUSED = 3;

    private final Map<Caller, Refusals> refused = new HashMap<>();
    private long passes;

    @Nullable
    private Caller latest;

    /** Refusals in a row. */
    private static final class Refusals {
        private int count;
        /** Calls that had left when the latest was heard of. */
        private long unaware;
        /** Calls of all that had passed before them. */
        private long passes;
        /** Those before the latest. */
        private long latest;
    }

    /**
     * Takes an outcome; returns who has no budget in common with the call, if that has become clear.
     *
     * @param full calls that passed until a limit was met; where about as many passed between two refusals, these may be of two windows
     * @param departed calls that have left until now
     */
    @Nullable
    Caller apart(Observation call, long full, long departed) {
        Caller caller = new Caller(call.endpoint(), call.credential());
        if (!call.refused()) {
            passes++;
            latest = caller;
            refused.remove(caller);
            return null;
        }
        Refusals refusals = refused.computeIfAbsent(caller, key -> new Refusals());
        if (refusals.count > 0 && call.departure().number() <= refusals.unaware) {
            return null;
        }
        refusals.unaware = departed;
        if (refusals.count > 0 && full > 0 && 2 * (passes - refusals.latest) >= full) {
            refusals.count = 0;
        }
        refusals.passes = refusals.count == 0 ? passes : refusals.passes;
        refusals.latest = passes;
        refusals.count++;
        return refusals.count >= REFUSED && passes - refusals.passes >= PASSED ? latest : null;
    }
}
