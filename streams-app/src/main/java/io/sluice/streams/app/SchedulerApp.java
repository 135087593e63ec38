package io.sluice.streams.app;

import io.sluice.core.schedule.Settings;
import io.sluice.schemas.serde.Topics;
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
        Topology graph =
                SchedulerTopology.build(new SchedulerConfig(settings.topics(), settings.partitions(), settings.core()));
        KafkaStreams streams = new KafkaStreams(
                graph, new StreamsConfig(StreamsProperties.of(settings)), new AnchoredTime(settings.clock()));
        if (StaleState.isIn(settings.stateDirectory(), Instant.now())) {
            streams.cleanUp();
        }
        return new SchedulerApp(StreamsRole.start("scheduler", streams));
    }

    /** What a scheduler uses of a cluster. */
    public static StreamsUse use(String prefix, Topics topics) {
        SchedulerConfig config = new SchedulerConfig(topics, 1, Settings.DEFAULT);
        return StreamsUse.of(
                SchedulerSettings.applicationId(prefix),
                SchedulerTopology.build(config),
                SchedulerTopology.stores(config));
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
