package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Alert;
import io.sluice.core.schedule.Scheduler;
import io.sluice.schemas.Places;
import io.sluice.schemas.wire.CallerRules;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Raises an alert where a caller's clock is another one than ours: one for each caller, until the clocks are together again.
 *
 * <p>An announcement looks older than it is by its way, and much older where it waited for its broker or for us. So it is the youngest
 * of some seconds that tells, only where a mark that the task wrote just now was read before each of them, and less what that mark took.
 */
final class CallerClocks {
    /** The age at which an announcement is not believed any more when it is read, in ms: a second is for clocks. */
    private static final long STALE = CallerRules.BELIEVED_MILLIS + 1_000;

    /** How far behind a clock must be to be told of, in ms: more than an announcement may take longer than a mark. */
    private static final long BEHIND = 1_000;

    /** How far ahead a clock must be to be told of, in ms: nothing comes before it was sent. */
    private static final long AHEAD = 250;

    /** How long a mark is fresh after it was written, in ms. */
    private static final long FRESH = 2_000;

    /** How long a caller is listened to before it is judged, in ms. */
    private static final long PATIENCE = 10_000;

    /** Callers have new names when they start anew. */
    private static final int MOST = 1_000;

    private final Consumer<Alert> alerts;
    private final Map<String, ClockReading> callers = new HashMap<>();
    private long markedAt = Long.MIN_VALUE / 2;
    /** What the latest mark took from being written to being read, in ms. */
    private long delay;

    /** What was heard of a caller since an instant. */
    private static final class ClockReading {
        long since;
        long youngest = Long.MAX_VALUE;
        boolean told;

        ClockReading(long now) {
            since = now;
        }

        void beginAt(long now) {
            since = now;
            youngest = Long.MAX_VALUE;
        }
    }

    CallerClocks(Consumer<Alert> alerts) {
        this.alerts = alerts;
    }

    /** A mark of the task's own was read. */
    void marked(long writtenAt, long now) {
        markedAt = writtenAt;
        delay = Math.max(0, now - writtenAt);
    }

    /** Takes note of an announcement; returns whether it is to be believed. */
    boolean believe(Places places, long now) {
        long age = now - places.getAt();
        if (places.getPlaces() > 0) {
            hear(places.getCaller(), age, now);
        }
        return age <= STALE;
    }

    private void hear(String caller, long age, long now) {
        if (callers.size() >= MOST && !callers.containsKey(caller)) {
            callers.clear();
        }
        ClockReading reading = callers.computeIfAbsent(caller, first -> new ClockReading(now));
        if (now - markedAt > FRESH) {
            reading.beginAt(now);
            return;
        }
        reading.youngest = Math.min(reading.youngest, age > delay ? age - delay : Math.min(age, 0));
        if (now - reading.since >= PATIENCE) {
            judge(caller, reading);
            reading.beginAt(now);
        }
    }

    private void judge(String caller, ClockReading reading) {
        Optional<String> trouble = trouble(reading.youngest);
        if (trouble.isPresent() && !reading.told) {
            alerts.accept(new Alert(
                    caller,
                    Alert.Kind.CALLER_CLOCK,
                    "the clock of caller " + caller + " is " + trouble.get(),
                    Scheduler.NEVER));
        }
        reading.told = trouble.isPresent();
    }

    private static Optional<String> trouble(long age) {
        if (age > STALE) {
            return Optional.of(age / 1_000 + " s behind ours; its announcements are not believed");
        }
        if (age > BEHIND) {
            return Optional.of("some " + age + " ms behind ours; its calls leave that much late");
        }
        return age < -AHEAD
                ? Optional.of("at least " + -age + " ms ahead of ours; its calls leave that much early")
                : Optional.empty();
    }
}
