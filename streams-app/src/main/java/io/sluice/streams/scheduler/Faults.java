package io.sluice.streams.scheduler;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The records at which tasks of this process failed, by topic, partition and offset.
 *
 * <p>A task that fails begins anew at the same record. One that fails twice there would fail for ever, and nothing behind it
 * would be served.
 */
final class Faults {
    private static final int ENOUGH = 2;

    private final Map<String, Fault> faults = new ConcurrentHashMap<>();

    /**
     * Failures at one record.
     *
     * @param reason of the latest
     */
    record Fault(int times, String reason) {
        boolean isEnough() {
            return times >= ENOUGH;
        }
    }

    /** A task failed at a record. */
    void failed(String place, RuntimeException error) {
        faults.merge(
                place, new Fault(1, error.toString()), (before, now) -> new Fault(before.times() + 1, now.reason()));
    }

    /** What is known of a record; it is forgotten, since it is handled now. */
    Fault take(String place) {
        Fault fault = faults.isEmpty() ? null : faults.get(place);
        if (fault != null && fault.isEnough()) {
            faults.remove(place);
        }
        return fault == null ? new Fault(0, "") : fault;
    }
}
