package io.sluice.connectors;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for what other threads and processes bring about. */
public final class Await {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Await() {}

    /**
     * Until it is so; fails the test if it is not within a minute.
     *
     * @param present what is there instead
     */
    public static void until(BooleanSupplier condition, Supplier<?> present) {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("after a minute there is " + present.get());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
