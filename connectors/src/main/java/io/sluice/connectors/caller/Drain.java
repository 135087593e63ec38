package io.sluice.connectors.caller;

import io.sluice.connectors.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The wait of a caller that closes for its calls in flight: until the last of their leases has ended, when nobody expects an
 * answer any more, and no longer than it may.
 */
final class Drain {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final CallsInFlight inFlight;
    private final long mostMillis;
    private final Clock clock;
    private final CompletableFuture<Draining> told = new CompletableFuture<>();

    Drain(CallsInFlight inFlight, long mostMillis, Clock clock) {
        this.inFlight = inFlight;
        this.mostMillis = mostMillis;
        this.clock = clock;
    }

    /** Completes when the wait begins, if there is anything to wait for. */
    CompletionStage<Draining> told() {
        return told.minimalCompletionStage();
    }

    /** Epoch ms at which it is over, if it begins now and may take no longer than so many ms. */
    long mostFromNow(long bound) {
        return clock.millis() + Math.min(mostMillis, bound);
    }

    /**
     * Waits; an interrupt ends it.
     *
     * @param most epoch ms at which it is over in any case
     * @param useful whether outcomes can be written yet
     */
    void await(long most, BooleanSupplier useful) {
        long end = Math.min(most, inFlight.leasesEnd());
        long millis = end - clock.millis();
        int calls = inFlight.number();
        if (calls > 0 && millis > 0) {
            told.complete(new Draining(calls, millis));
        }
        while (inFlight.number() > 0
                && clock.millis() < end
                && useful.getAsBoolean()
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
