package io.sluice.core.schedule;

import io.sluice.core.provider.Cost;

/**
 * On what terms each call of a request is made; many requests share one.
 *
 * @param timeoutMillis how long a call may take
 */
record Terms(Cost cost, long timeoutMillis, boolean repeatable) {
    static Terms of(Request request) {
        return new Terms(request.cost(), request.timeoutMillis(), request.repeatable());
    }
}
