package io.sluice.connectors.caller;

import io.sluice.schemas.ApiCall;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The calls that were accepted and whose end was not told yet. From any thread. */
final class CallsInFlight {
    /** Ends of leases are told to this many ms, less one, so that few are kept. */
    private static final long STEP_MILLIS = 1_024;

    private final AtomicInteger number = new AtomicInteger();
    /** How many leases end at an instant. */
    private final Map<Long, Integer> ends = new ConcurrentHashMap<>();

    void began(ApiCall call) {
        ends.merge(endOf(call), 1, Integer::sum);
        number.incrementAndGet();
    }

    void ended(ApiCall call) {
        ends.computeIfPresent(endOf(call), (end, calls) -> calls == 1 ? null : calls - 1);
        number.decrementAndGet();
    }

    int number() {
        return number.get();
    }

    /** Epoch ms at which the last of their leases has ended, up to a second later; 0 where there is none. */
    long leasesEnd() {
        return ends.isEmpty() ? 0 : Collections.max(ends.keySet());
    }

    private static long endOf(ApiCall call) {
        return Leases.endOf(call) | (STEP_MILLIS - 1);
    }
}
