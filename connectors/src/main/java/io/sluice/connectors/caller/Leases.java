package io.sluice.connectors.caller;

import io.sluice.schemas.ApiCall;

/** The one rule for how long a call's outcome is waited for. */
final class Leases {
    /** Between the clocks of scheduler and caller. */
    private static final long SKEW_MILLIS = 1_000;

    private Leases() {}

    /** Epoch milliseconds at which the scheduler stops waiting: last start, time-out, and the clocks' skew. */
    static long endOf(ApiCall call) {
        long most = Long.MAX_VALUE - SKEW_MILLIS - call.getTimeoutMs();
        return Math.min(most, call.getStartBy()) + call.getTimeoutMs() + SKEW_MILLIS;
    }
}
