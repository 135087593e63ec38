package io.sluice.cli.engine;

import java.util.concurrent.CompletionStage;

/**
 * A running role of a pipeline.
 *
 * @param failure fails if the role stops working by itself
 * @param part what is closed with it
 */
public record Role(CompletionStage<Void> failure, AutoCloseable part) implements AutoCloseable {
    @Override
    public void close() throws Exception {
        part.close();
    }
}
