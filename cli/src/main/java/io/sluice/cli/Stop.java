package io.sluice.cli;

import io.sluice.cli.talk.Wording;
import io.sluice.connectors.caller.Draining;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, a termination, a terminal that is closed: the first asks the verb to end and gives it the time to do so, the
 * second ends the process at once. Signals rather than a shutdown hook, which could neither choose the exit status nor see
 * a second signal.
 */
final class Stop implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 40_000;
    /** What it takes at the most to write their outcomes after calls in flight were waited for. */
    private static final long AFTERWARDS_MILLIS = 10_000;

    private static final long LOOK_MILLIS = 200;
    /** What shells make of a process that Ctrl-C ended. */
    private static final int ENDED_AT_ONCE = 130;

    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Map<String, Object> before = new HashMap<>();
    private final Thread main = Thread.currentThread();
    private final AtomicLong patientUntil = new AtomicLong(Long.MIN_VALUE);

    Stop() {
        for (String signal : new String[] {"INT", "TERM", "HUP"}) {
            Object previous = Signals.register(signal, this::ask);
            if (previous != null) {
                before.put(signal, previous);
            }
        }
    }

    /** Whether the verb should end: somebody asked, or a part failed. */
    boolean isDue() {
        return asked.get() || failure.get() != null;
    }

    private void ask() {
        if (!asked.compareAndSet(false, true)) {
            TemporaryFolder.removeAll();
            Runtime.getRuntime().halt(ENDED_AT_ONCE);
        }
        bePatient(PATIENCE_MILLIS);
        wake();
        try {
            while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                if (millis() > patientUntil.get()) {
                    main.interrupt();
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once a caller drains, says which part failed, if one did, how many calls it waits for and until when, and gives it the time. */
    void waitFor(CompletionStage<Draining> draining, Consumer<String> say) {
        draining.thenAccept(calls -> {
            bePatient(calls.millis() + AFTERWARDS_MILLIS);
            Throwable trouble = failure.get();
            if (trouble != null) {
                String users = KafkaTrouble.usersMessage(trouble);
                say.accept("a part failed: " + (users == null ? Usage.oneLine(trouble.toString()) : users));
            }
            long now = System.currentTimeMillis();
            say.accept("waits for " + Wording.count(calls.calls(), "call") + " in flight, until "
                    + Wording.instant(now + calls.millis(), now) + " at the latest; "
                    + (asked.get() ? "a second Ctrl-C" : "Ctrl-C twice") + " ends at once");
        });
    }

    private void bePatient(long millis) {
        patientUntil.accumulateAndGet(millis() + millis, Math::max);
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    /** Ends the verb if this fails: a part does not work any more. */
    void endWith(CompletionStage<?> part) {
        part.whenComplete((nothing, trouble) -> {
            if (trouble != null) {
                failure.compareAndSet(null, own(trouble));
                wake();
            }
        });
    }

    /** What a part failed with, without what stages of others put around it. */
    private static Throwable own(Throwable trouble) {
        Throwable cause = trouble.getCause();
        return trouble instanceof CompletionException && cause != null ? cause : trouble;
    }

    /** Waits until somebody asks; {@link IllegalStateException} if a part fails before. */
    synchronized void await() throws InterruptedException {
        while (!isDue()) {
            wait();
        }
        throwFailure();
    }

    /** Waits that long, or until the verb should end. */
    synchronized void pause(Duration most) throws InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        long left = most.toNanos();
        while (left > 0 && !isDue()) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
            left = end - System.nanoTime();
        }
    }

    /** Says in a line for programs where it answers, for people how it stops, and waits as {@link #await()} does. */
    void awaitReady(String address) throws InterruptedException {
        System.err.println("Ctrl-C stops it");
        System.out.println("ready " + address);
        System.out.flush();
        await();
    }

    /** Throws {@link IllegalStateException} if a part failed. */
    void throwFailure() {
        Throwable trouble = failure.get();
        if (trouble != null) {
            throw new IllegalStateException(trouble);
        }
    }

    private synchronized void wake() {
        notifyAll();
    }

    @Override
    public void close() {
        ended.countDown();
        before.forEach(Signals::unregister);
    }
}
