package io.sluice.streams.app;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Time;

/** Kafka's time, with the time of day from a source that follows no step of the wall clock. */
final class AnchoredTime implements Time {
    private final LongSupplier millis;

    AnchoredTime(LongSupplier millis) {
        this.millis = millis;
    }

    @Override
    public long milliseconds() {
        return millis.getAsLong();
    }

    @Override
    public long nanoseconds() {
        return SYSTEM.nanoseconds();
    }

    @Override
    public void sleep(long ms) {
        SYSTEM.sleep(ms);
    }

    @Override
    public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMs) throws InterruptedException {
        SYSTEM.waitObject(object, condition, SYSTEM.milliseconds() + deadlineMs - milliseconds());
    }
}
