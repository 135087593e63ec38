package io.sluice.cli.engine;

import java.util.concurrent.CompletionStage;

/**
 * A running role of a pipeline.
 *
 * @param failure fails if the role stops working by itself
 * @param end drains and ends it
 */
public record Role(CompletionStage<Void> failure, Runnable end) implements AutoCloseable {
    @Override
    public void close() {
        end.run();
    }
}
