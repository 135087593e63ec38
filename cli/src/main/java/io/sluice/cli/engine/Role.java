package io.sluice.cli.engine;

import io.sluice.connectors.caller.Draining;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongConsumer;

/**
 * A running role of a pipeline.
 *
 * @param failure fails if the role stops working by itself
 * @param draining completes when it ends and waits for calls in flight
 * @param end drains and ends it; it is told how long calls in flight may take at the most, in ms
 */
public record Role(
        String name,
        Insight insight,
        CompletionStage<Void> failure,
        CompletionStage<Draining> draining,
        LongConsumer end)
        implements AutoCloseable {
    public static final String SCHEDULER = "scheduler";
    public static final String CALLER = "caller";
    public static final String OBSERVER = "observer";

    /** Where a part has failed, nothing works again before the process has ended. */
    private static final long DRAIN_AFTER_FAILURE_MILLIS = 30_000;

    /** A role that makes no calls. */
    static Role withoutCalls(String name, Insight insight, CompletionStage<Void> failure, Runnable end) {
        return new Role(name, insight, failure, new CompletableFuture<>(), most -> end.run());
    }

    @Override
    public void close() {
        close(failure.toCompletableFuture().isCompletedExceptionally());
    }

    /**
     * The same.
     *
     * @param failed whether some part of the process works no more: then calls in flight may take 30 s at the most
     */
    void close(boolean failed) {
        insight.meters().close();
        end.accept(failed ? DRAIN_AFTER_FAILURE_MILLIS : Long.MAX_VALUE);
    }
}
