package io.sluice.streams.app;

import io.sluice.streams.scheduler.SchedulerConfig;
import io.sluice.streams.scheduler.SchedulerTopology;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** A running scheduler. */
public final class SchedulerApp implements AutoCloseable {
    private final StreamsRole role;

    private SchedulerApp(StreamsRole role) {
        this.role = role;
    }

    /** Starts a scheduler; its topics must exist. */
    public static SchedulerApp start(SchedulerSettings settings) {
        StaleState.forgetUnfinished(settings.stateDirectory().resolve(settings.applicationId()));
        Topology graph =
                SchedulerTopology.build(new SchedulerConfig(settings.topics(), settings.partitions(), settings.core()));
        KafkaStreams streams = new KafkaStreams(
                graph, new StreamsConfig(StreamsProperties.of(settings)), new AnchoredTime(settings.clock()));
        if (StaleState.isIn(settings.stateDirectory(), Instant.now())) {
            streams.cleanUp();
        }
        return new SchedulerApp(StreamsRole.start("scheduler", streams));
    }

    /** Whether it runs; that does not mean that it owns tasks. */
    public boolean running() {
        return role.running();
    }

    /** Fails if the scheduler stops working by itself. */
    public CompletionStage<Void> failure() {
        return role.failure();
    }

    @Override
    public void close() {
        role.close();
    }
}
