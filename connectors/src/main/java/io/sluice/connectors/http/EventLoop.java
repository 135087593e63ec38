package io.sluice.connectors.http;

import io.sluice.connectors.Clock;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The one thread on which all calls run, with its timers. */
public final class EventLoop implements Executor, AutoCloseable {
    private static final long CLOSE_SECONDS = 5;

    private final Vertx vertx;
    private final Context context;
    private final Clock clock;

    public EventLoop(Clock clock) {
        // No cached class path resources: nothing is served from there, and they would need a folder in /tmp.
        FileSystemOptions files =
                new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setFileSystemOptions(files)
                .setPreferNativeTransport(false));
        this.context = vertx.getOrCreateContext();
        this.clock = clock;
    }

    /** Runs {@code task} on the loop: at once from there, from other threads after what the loop has to do now. */
    @Override
    public void execute(Runnable task) {
        if (Vertx.currentContext() == context) {
            task.run();
        } else {
            later(task);
        }
    }

    /** Runs {@code task} on the loop, after what that has to do now. */
    void later(Runnable task) {
        context.runOnContext(ignored -> task.run());
    }

    /** Runs {@code task} no earlier than {@code instant} by the clock (epoch milliseconds), at once if that is past. On the loop. */
    public void at(long instant, Runnable task) {
        long wait = instant - clock.millis();
        if (wait <= 0) {
            task.run();
        } else {
            vertx.setTimer(wait, ignored -> at(instant, task));
        }
    }

    Vertx vertx() {
        return vertx;
    }

    /** The clock that the timers go by. */
    public Clock clock() {
        return clock;
    }

    @Override
    public void close() {
        try {
            vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the event loop did not close", e);
        }
    }
}
