package io.sluice.cli;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Ctrl-C: asks the verb to end and gives it the time to do so. */
final class Stop implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 40;

    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final Thread main = Thread.currentThread();

    Stop() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::ask, "stop"));
    }

    AtomicBoolean asked() {
        return asked;
    }

    /** Whether the verb should end: somebody asked, or a part failed. */
    boolean isDue() {
        return asked.get() || failure.get() != null;
    }

    private void ask() {
        if (ended.getCount() == 0) {
            return;
        }
        asked.set(true);
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
        while (!asked.get() && failure.get() == null) {
            wait();
        }
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
    }
}
