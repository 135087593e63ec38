package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Alert;
import io.sluice.core.schedule.Scheduler;
import io.sluice.schemas.Places;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Raises an alert where a caller's clock is so far behind that none of its announcements is believed: one for each caller.
 *
 * <p>What is read behind a mark that the task wrote just now was written after it, whatever time it names; but it may have waited
 * for its broker, so one alone tells nothing.
 */
final class CallerClocks {
    /** For so long after it was written a mark is fresh, in ms. */
    private static final long FRESH = 2_000;

    /** For so long all that a caller announces must look old, in ms. */
    private static final long PATIENCE = 10_000;

    /** Callers have new names when they start anew. */
    private static final int MOST = 1_000;

    private final Consumer<Alert> alerts;
    /** Since when what a caller announces looks old, epoch ms. */
    private final Map<String, Long> behind = new HashMap<>();

    private final Set<String> told = new HashSet<>();
    private long markedAt = Long.MIN_VALUE / 2;

    CallerClocks(Consumer<Alert> alerts) {
        this.alerts = alerts;
    }

    /** A mark of the task's own was read. */
    void marked(long writtenAt) {
        markedAt = writtenAt;
    }

    void believed(Places places) {
        behind.remove(places.getCaller());
        told.remove(places.getCaller());
    }

    void notBelieved(Places places, long now) {
        String caller = places.getCaller();
        if (places.getPlaces() == 0 || now - markedAt > FRESH) {
            behind.remove(caller);
            return;
        }
        if (behind.size() + told.size() >= MOST) {
            behind.clear();
            told.clear();
        }
        if (now - behind.computeIfAbsent(caller, first -> now) >= PATIENCE && told.add(caller)) {
            alerts.accept(new Alert(
                    caller,
                    "caller-clock",
                    "the clock of caller " + caller + " is " + (now - places.getAt()) / 1_000
                            + " s behind ours; its announcements are not believed",
                    Scheduler.NEVER));
        }
    }
}
