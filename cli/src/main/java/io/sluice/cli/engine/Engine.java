package io.sluice.cli.engine;

import io.sluice.connectors.Clock;
import io.sluice.connectors.caller.Draining;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import io.sluice.streams.app.TopicAdmin;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A pipeline with a broker and a registry of its own, all in this process. */
public final class Engine implements AutoCloseable {
    private final Clock clock = Clock.anchored();
    private final long startedAt = clock.millis();
    private final EmbeddedCluster embedded;
    private final Pipeline pipeline;

    private Engine(EngineSettings settings, Watch watch, BooleanSupplier stop)
            throws IOException, InterruptedException {
        this.embedded = EmbeddedCluster.start(settings);
        try {
            this.pipeline = start(embedded.cluster(), settings, clock, watch, stop);
        } catch (IOException | InterruptedException | RuntimeException e) {
            embedded.close();
            throw e;
        }
    }

    /** Starts everything, and waits until the scheduler knows all credentials that the settings name, or a role fails. */
    public static Engine start(EngineSettings settings) throws IOException, InterruptedException {
        return start(settings, Watch.NONE, () -> false);
    }

    /**
     * The same, and the roles are watched from when each has started.
     *
     * @param stop whether to wait no longer
     */
    public static Engine start(EngineSettings settings, Watch watch, BooleanSupplier stop)
            throws IOException, InterruptedException {
        return new Engine(settings, watch, stop);
    }

    private static Pipeline start(
            Cluster cluster, EngineSettings settings, Clock clock, Watch watch, BooleanSupplier stop)
            throws IOException, InterruptedException {
        try (Admin admin = Admin.create(cluster.client())) {
            List<NewTopic> plan = TopicAdmin.plan(cluster.topics(), cluster.partitions(), Optional.of((short) 1));
            Topic<?> responses = cluster.topics().responses();
            TopicAdmin.create(admin, settings.oneShot() ? TopicAdmin.keeping(responses, plan) : plan);
            checkPartitions(TopicAdmin.partitions(admin, responses), settings);
        }
        return Pipeline.start(
                cluster,
                new Pipeline.Plan(
                        settings.directory(),
                        settings.keys(),
                        settings.core(),
                        settings.references(),
                        new Definitions(settings.policies(), settings.credentials()),
                        settings.drainMillis(),
                        !settings.oneShot(),
                        clock),
                watch,
                stop);
    }

    /** Budgets and waiting requests lie in the partitions that the names of their providers hash to. */
    private static void checkPartitions(int there, EngineSettings settings) {
        if (there != settings.partitions() && settings.oneShot()) {
            throw new OtherDirectoryException("data directory " + settings.directory() + " was begun by `up` with "
                    + there + " partitions; give another directory with --data");
        }
        if (there != settings.partitions()) {
            throw new OtherDirectoryException("data directory " + settings.directory() + " was begun with --partitions "
                    + there + ", not --partitions " + settings.partitions()
                    + "; give that number, or another directory with --data");
        }
    }

    public String bootstrap() {
        return embedded.bootstrap();
    }

    public Optional<String> registryUrl() {
        return embedded.registryUrl();
    }

    public Cluster cluster() {
        return embedded.cluster();
    }

    public Topics topics() {
        return cluster().topics();
    }

    public Clock clock() {
        return clock;
    }

    /** When this process began to work: its calls are sent at or after that instant (epoch ms). */
    public long startedAt() {
        return startedAt;
    }

    /** Properties of every Kafka client. */
    public Map<String, Object> client() {
        return cluster().client();
    }

    /** A writer of records to the partitions of their owners. */
    public Publisher publisher() {
        return new Publisher(client(), topics(), cluster().partitions());
    }

    /** Fails if a role stops working by itself. */
    public CompletionStage<Void> failure() {
        return pipeline.failure();
    }

    /** Completes when the caller ends and waits for calls in flight. */
    public CompletionStage<Draining> draining() {
        return pipeline.draining();
    }

    /** Whether the observer's tasks run, where there is one. */
    public boolean observes() {
        return pipeline.observes();
    }

    @Override
    public void close() {
        pipeline.close();
        embedded.close();
    }
}
