package io.sluice.cli;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C, a termination, a terminal that is closed: the first asks the verb to end and gives it the time to do so, the
 * second ends the process at once. Signals rather than a shutdown hook, which could neither choose the exit status nor see
 * a second signal.
 */
final class Stop implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 40;
    /** What shells make of a process that Ctrl-C ended. */
    private static final int ENDED_AT_ONCE = 130;

    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Map<String, Object> before = new HashMap<>();
    private final Thread main = Thread.currentThread();

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
            Runtime.getRuntime().halt(ENDED_AT_ONCE);
        }
        wake();
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                main.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends the verb if this fails: a part does not work any more. */
    void endWith(CompletionStage<?> part) {
        part.whenComplete((nothing, trouble) -> {
            if (trouble != null) {
                failure.compareAndSet(null, trouble);
                wake();
            }
        });
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
