package io.sluice.cli.engine;

import io.sluice.cli.meter.KafkaMeters;
import io.sluice.cli.meter.SchedulerMeters;
import io.sluice.cli.meter.UntakenCalls;
import io.sluice.connectors.Clock;
import io.sluice.connectors.caller.CallerSettings;
import io.sluice.connectors.caller.HttpCaller;
import io.sluice.connectors.caller.SecretSettings;
import io.sluice.connectors.secret.KeyFolder;
import io.sluice.core.schedule.Settings;
import io.sluice.streams.app.ObserverApp;
import io.sluice.streams.app.ObserverSettings;
import io.sluice.streams.app.SchedulerApp;
import io.sluice.streams.app.SchedulerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.apache.kafka.common.Metric;

/** Starts the roles of a pipeline, each by itself. */
public final class Roles {
    private Roles() {}

    /**
     * Starts a scheduler.
     *
     * @param directory its own: its name and its stores lie there
     * @throws OtherDirectoryException if they are of another cluster
     */
    public static Role scheduler(Cluster cluster, Path directory, Settings core, Clock clock)
            throws IOException, InterruptedException {
        KeptCluster.keep(cluster, directory);
        SchedulerApp scheduler = SchedulerApp.start(new SchedulerSettings(
                cluster.client(),
                cluster.prefix(),
                cluster.topics(),
                cluster.partitions(),
                core,
                directory.resolve("state"),
                InstanceId.in(directory),
                clock::millis));
        UntakenCalls untaken = new UntakenCalls(
                cluster.client(), cluster.prefix(), cluster.topics().calls(), scheduler.monitor());
        SchedulerMeters meters =
                new SchedulerMeters(scheduler.monitor(), untaken, KafkaMeters.of(scheduler.streams()), clock::millis);
        Heartbeats heartbeats = new Heartbeats(
                scheduler::unready, () -> scheduler.streams().metrics().values(), System::nanoTime);
        return Role.withoutCalls(
                Role.SCHEDULER,
                new Insight(scheduler::faults, heartbeats::unready, meters),
                scheduler.failure(),
                scheduler::close);
    }

    /**
     * Starts an observer.
     *
     * @param directory its own: its name and its stores lie there
     * @throws OtherDirectoryException if they are of another cluster
     */
    public static Role observer(Cluster cluster, Path directory) throws IOException, InterruptedException {
        KeptCluster.keep(cluster, directory);
        ObserverApp observer = ObserverApp.start(new ObserverSettings(
                cluster.client(),
                cluster.prefix(),
                cluster.topics(),
                directory.resolve("state"),
                InstanceId.in(directory)));
        Heartbeats heartbeats = new Heartbeats(
                observer::unready, () -> observer.streams().metrics().values(), System::nanoTime);
        return Role.withoutCalls(
                Role.OBSERVER,
                new Insight(observer::faults, heartbeats::unready, KafkaMeters.of(observer.streams())),
                observer.failure(),
                observer::close);
    }

    /** Starts an http-caller. */
    public static Role caller(Cluster cluster, CallerPlan plan, Clock clock) throws IOException {
        SecretSettings secrets = new SecretSettings(
                plan.keys(), plan.references(), plan.trusted().trusted(), System.getenv());
        CallerSettings settings = CallerSettings.of(
                        InstanceId.in(plan.directory()), cluster.client(), cluster.prefix(), cluster.topics(), secrets)
                .withEgresses(plan.egresses())
                .withDrainMillis(plan.drainMillis())
                .asStaticMember();
        HttpCaller caller = HttpCaller.start(settings, clock);
        SecretWatch watch = SecretWatch.start(plan.trusted(), () -> renew(cluster, plan.trusted(), plan.keys()));
        KafkaMeters meters = KafkaMeters.of(caller.consumers(), caller.producer());
        Heartbeats heartbeats = new Heartbeats(caller::unready, () -> measured(caller), System::nanoTime);
        return new Role(
                Role.CALLER,
                new Insight(caller::faults, heartbeats::unready, meters),
                caller.failure(),
                caller.draining(),
                most -> {
                    watch.close();
                    caller.closeWithin(most);
                });
    }

    private static List<Metric> measured(HttpCaller caller) {
        List<Metric> measured = new ArrayList<>();
        caller.consumers()
                .forEach(consumer -> measured.addAll(consumer.metrics().values()));
        return measured;
    }

    /** Writes what files say to the topics, where it is not what they have. */
    public static void write(Cluster cluster, Definitions definitions, Path keys) throws IOException {
        publish(cluster, definitions, keys, definitions::write);
    }

    /** Writes which secrets have changed; nothing else of their credentials does. */
    static void renew(Cluster cluster, Definitions definitions, Path keys) throws IOException {
        publish(cluster, definitions, keys, definitions::writeRenewed);
    }

    private static void publish(
            Cluster cluster, Definitions definitions, Path keys, BiConsumer<Publisher, CredentialRecords> write)
            throws IOException {
        CredentialRecords records =
                new CredentialRecords(KnownCredentials.read(cluster, definitions.keys()), KeyFolder.open(keys));
        try (Publisher publisher = new Publisher(cluster.client(), cluster.topics(), cluster.partitions())) {
            write.accept(publisher, records);
        }
    }
}
