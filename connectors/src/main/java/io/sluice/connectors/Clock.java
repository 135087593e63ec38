package io.sluice.connectors;

/** A source of the time of day that never runs backwards and follows no step of the wall clock at once. */
@FunctionalInterface
public interface Clock {
    /** Milliseconds since the epoch. */
    long millis();

    /**
     * Returns a clock that read the wall clock once, now, and has counted with {@link System#nanoTime()} since; it catches up
     * after the machine slept. See {@link AnchoredClock}.
     */
    static Clock anchored() {
        return new AnchoredClock(System::currentTimeMillis, System::nanoTime, BootTime::sinceBoot);
    }
}
