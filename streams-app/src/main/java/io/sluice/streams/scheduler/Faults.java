package io.sluice.streams.scheduler;

import java.util.Map;
import java.util.Optional;
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
    private record Fault(int times, String reason) {}

    /** A task failed at a record. */
    void failed(String place, RuntimeException error) {
        faults.merge(
                place, new Fault(1, error.toString()), (before, now) -> new Fault(before.times() + 1, now.reason()));
    }

    /** A task went through with a record, whatever failed before. */
    void handled(String place) {
        faults.remove(place);
    }

    /** Whether tasks failed anywhere; mostly they did not, and no place needs to be named. */
    boolean isEmpty() {
        return faults.isEmpty();
    }

    /** Why a record must be set aside, if it must; that is forgotten then. */
    Optional<String> takeReason(String place) {
        Fault fault = faults.get(place);
        if (fault == null || fault.times() < ENOUGH) {
            return Optional.empty();
        }
        faults.remove(place);
        return Optional.of(fault.reason());
    }
}
