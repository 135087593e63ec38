package io.sluice.streams.app;

import io.sluice.core.schedule.Settings;
import io.sluice.schemas.serde.Topics;
import io.sluice.streams.scheduler.Monitor;
import io.sluice.streams.scheduler.RestoredLogs;
import io.sluice.streams.scheduler.SchedulerConfig;
import io.sluice.streams.scheduler.SchedulerTopology;
import io.sluice.streams.scheduler.TaskMonitor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/** A running scheduler. */
public final class SchedulerApp implements AutoCloseable {
    private final StreamsRole role;
    private final Monitor monitor;
    private final Admin admin;

    private SchedulerApp(StreamsRole role, Monitor monitor, Admin admin) {
        this.role = role;
        this.monitor = monitor;
        this.admin = admin;
    }

    /** Starts a scheduler; its topics must exist. */
    public static SchedulerApp start(SchedulerSettings settings) {
        StaleState.forgetUnfinished(settings.stateDirectory().resolve(settings.applicationId()));
        Monitor monitor = new Monitor();
        RestoredLogs restored = new RestoredLogs();
        Admin admin = Admin.create(settings.client());
        Topology graph = SchedulerTopology.build(new SchedulerConfig(
                settings.topics(),
                settings.partitions(),
                settings.core(),
                topics -> TopicAdmin.ids(admin, topics),
                monitor,
                restored));
        KafkaStreams streams = new KafkaStreams(
                graph, new StreamsConfig(StreamsProperties.of(settings)), new AnchoredTime(settings.clock()));
        streams.setGlobalStateRestoreListener(restored);
        if (StaleState.isIn(settings.stateDirectory(), Instant.now())) {
            streams.cleanUp();
        }
        return new SchedulerApp(StreamsRole.start("scheduler", streams), monitor, admin);
    }

    /** What a scheduler uses of a cluster. */
    public static StreamsUse use(String prefix, Topics topics) {
        SchedulerConfig config =
                new SchedulerConfig(topics, 1, Settings.DEFAULT, names -> Map.of(), new Monitor(), new RestoredLogs());
        return StreamsUse.of(
                SchedulerSettings.applicationId(prefix),
                SchedulerTopology.build(config),
                SchedulerTopology.stores(config));
    }

    /** Whether it runs; that does not mean that it owns tasks. */
    public boolean running() {
        return role.running();
    }

    /** What has failed in it, in words; empty while it works, or would as soon as its broker answers. */
    public List<String> faults() {
        return role.faults();
    }

    /**
     * Why calls may not flow from here yet; nothing once each task that it owns serves. Kafka Streams calls a task running
     * that has not read back its mark and barriers.
     */
    public List<String> unready() {
        List<String> reasons = new ArrayList<>(role.unready());
        for (int partition : role.tasks()) {
            TaskMonitor task = monitor.task(partition);
            String why =
                    task == null ? "has not been initialised" : task.unready().orElse(null);
            if (why != null) {
                reasons.add("the task of partition " + partition + " " + why);
            }
        }
        return reasons;
    }

    /** What its tasks tell of themselves. */
    public Monitor monitor() {
        return monitor;
    }

    /** Its Streams instance, to be measured. */
    public KafkaStreams streams() {
        return role.streams();
    }

    /** Fails if the scheduler stops working by itself. */
    public CompletionStage<Void> failure() {
        return role.failure();
    }

    @Override
    public void close() {
        role.close();
        admin.close(Duration.ZERO);
    }
}
