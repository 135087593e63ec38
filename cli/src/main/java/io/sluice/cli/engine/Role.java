package io.sluice.cli.engine;

import io.sluice.connectors.caller.Draining;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A running role of a pipeline.
 *
 * @param failure fails if the role stops working by itself
 * @param draining completes when it ends and waits for calls in flight
 * @param end drains and ends it
 */
public record Role(
        String name, Insight insight, CompletionStage<Void> failure, CompletionStage<Draining> draining, Runnable end)
        implements AutoCloseable {
    public static final String SCHEDULER = "scheduler";
    public static final String CALLER = "caller";
    public static final String OBSERVER = "observer";

    /** A role that makes no calls. */
    static Role withoutCalls(String name, Insight insight, CompletionStage<Void> failure, Runnable end) {
        return new Role(name, insight, failure, new CompletableFuture<>(), end);
    }

    @Override
    public void close() {
        insight.meters().close();
        end.run();
    }
}
