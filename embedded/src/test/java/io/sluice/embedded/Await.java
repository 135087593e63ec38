package io.sluice.embedded;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Waits for what a broker brings about. */
final class Await {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private Await() {}

    /** Looks until what is wanted is there, and returns it; fails the test if it is not within a minute. */
    static <T> T until(Callable<T> look, Predicate<T> wanted) throws Exception {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        T found = look.call();
        while (!wanted.test(found)) {
            if (System.nanoTime() > giveUp) {
                throw new AssertionError("after a minute there is " + found);
            }
            LockSupport.parkNanos(LOOK_NANOS);
            found = look.call();
        }
        return found;
    }
}
