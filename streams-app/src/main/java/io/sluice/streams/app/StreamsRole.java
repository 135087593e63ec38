package io.sluice.streams.app;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A role that Kafka Streams runs. */
final class StreamsRole implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRole.class);
    private static final Duration LAST_COMMITS = Duration.ofSeconds(20);

    private final String name;
    private final KafkaStreams streams;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    private StreamsRole(String name, KafkaStreams streams) {
        this.name = name;
        this.streams = streams;
    }

    /** Starts it. A thread that fails is replaced. */
    static StreamsRole start(String name, KafkaStreams streams) {
        StreamsRole role = new StreamsRole(name, streams);
        streams.setUncaughtExceptionHandler(error -> {
            LOG.error("the {}'s thread failed and is replaced", name, error);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        streams.setStateListener((state, before) -> role.changed(state));
        streams.start();
        return role;
    }

    CompletionStage<Void> failure() {
        return failure.minimalCompletionStage();
    }

    boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    private void changed(KafkaStreams.State state) {
        if (state == KafkaStreams.State.ERROR) {
            failure.completeExceptionally(new IllegalStateException("the " + name + "'s threads have all failed"));
        }
    }

    /** Commits, and leaves the group, so that others take over at once. */
    @Override
    public void close() {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(LAST_COMMITS));
    }
}
