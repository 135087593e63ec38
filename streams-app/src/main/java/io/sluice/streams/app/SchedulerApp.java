package io.sluice.streams.app;

import io.sluice.streams.scheduler.SchedulerConfig;
import io.sluice.streams.scheduler.SchedulerTopology;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running scheduler. */
public final class SchedulerApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SchedulerApp.class);

    private final KafkaStreams streams;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    private SchedulerApp(KafkaStreams streams) {
        this.streams = streams;
    }

    /** Starts a scheduler; its topics must exist. */
    public static SchedulerApp start(SchedulerSettings settings) {
        Topology graph =
                SchedulerTopology.build(new SchedulerConfig(settings.topics(), settings.partitions(), settings.core()));
        KafkaStreams streams = new KafkaStreams(
                graph, new StreamsConfig(StreamsProperties.of(settings)), new AnchoredTime(settings.clock()));
        streams.setUncaughtExceptionHandler(error -> {
            LOG.error("the scheduler's thread failed and is replaced", error);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        });
        SchedulerApp app = new SchedulerApp(streams);
        streams.setStateListener((state, before) -> app.changed(state));
        streams.start();
        return app;
    }

    /** Fails if the scheduler stops working by itself. */
    public CompletionStage<Void> failure() {
        return failure.minimalCompletionStage();
    }

    private void changed(KafkaStreams.State state) {
        if (state == KafkaStreams.State.ERROR) {
            failure.completeExceptionally(new IllegalStateException("the scheduler's threads have all failed"));
        }
    }

    /** Whether it runs; that does not mean that it owns tasks. */
    public boolean running() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    @Override
    public void close() {
        streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(Duration.ofSeconds(20)));
    }
}
