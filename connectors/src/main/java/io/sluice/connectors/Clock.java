package io.sluice.connectors;

import java.util.concurrent.TimeUnit;

/** A source of the time of day that never runs backwards and follows no step of the wall clock. */
@FunctionalInterface
public interface Clock {
    /** Milliseconds since the epoch. */
    long millis();

    /** Returns a clock that read the wall clock once, now, and has counted with {@link System#nanoTime()} since. */
    static Clock anchored() {
        long originMillis = System.currentTimeMillis();
        long originNanos = System.nanoTime();
        return () -> originMillis + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - originNanos);
    }
}
