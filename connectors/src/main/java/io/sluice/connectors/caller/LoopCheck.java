package io.sluice.connectors.caller;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Sees whether an event loop turns: a look leaves a task there, and later ones see whether it was run. */
final class LoopCheck {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Executor loop;
    private final LongSupplier nanos;
    private volatile boolean waits;
    private long waitsSince;

    /** @param nanos a clock that follows no step of the wall clock */
    LoopCheck(Executor loop, LongSupplier nanos) {
        this.loop = loop;
        this.nanos = nanos;
    }

    /** Whether a task has lain there for ten seconds. */
    synchronized boolean isStuck() {
        if (!waits) {
            waits = true;
            waitsSince = nanos.getAsLong();
            loop.execute(() -> waits = false);
        }
        return waits && nanos.getAsLong() - waitsSince > PATIENCE_NANOS;
    }
}
