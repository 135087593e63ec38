package io.sluice.cli.engine;

import java.util.concurrent.CompletionStage;

/**
 * A running role of a pipeline.
 *
 * @param failure fails if the role stops working by itself
 * @param end drains and ends it
 */
public record Role(String name, Insight insight, CompletionStage<Void> failure, Runnable end) implements AutoCloseable {
    public static final String SCHEDULER = "scheduler";
    public static final String CALLER = "caller";
    public static final String OBSERVER = "observer";

    @Override
    public void close() {
        insight.meters().close();
        end.run();
    }
}
