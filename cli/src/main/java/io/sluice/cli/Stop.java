package io.sluice.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Ctrl-C: asks the verb to end and gives it the time to do so. */
final class Stop implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 40;

    private final AtomicBoolean asked = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread main = Thread.currentThread();

    Stop() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::ask, "stop"));
    }

    AtomicBoolean asked() {
        return asked;
    }

    private void ask() {
        if (ended.getCount() == 0) {
            return;
        }
        asked.set(true);
        synchronized (this) {
            notifyAll();
        }
        try {
            if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                main.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until somebody asks. */
    synchronized void await() throws InterruptedException {
        while (!asked.get()) {
            wait();
        }
    }

    @Override
    public void close() {
        ended.countDown();
    }
}
