package io.sluice.embedded;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** Every setting of the embedded broker that is not Kafka's default, with the reason. Sizes in bytes. */
final class BrokerProperties {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    private BrokerProperties() {}

    static Properties of(BrokerSettings settings, BrokerListeners listeners) {
        Properties all = new Properties();
        all.putAll(identity(settings, listeners));
        all.putAll(replicas(settings.membership().replicas()));
        all.putAll(promptness());
        all.putAll(topics(settings.partitions()));
        all.putAll(logs());
        all.putAll(footprint());
        all.putAll(settings.properties());
        return all;
    }

    private static Map<String, String> identity(BrokerSettings settings, BrokerListeners listeners) {
        String clients = BrokerListeners.CLIENTS + "://";
        String controller = BrokerListeners.CONTROLLER + "://" + listeners.controller();
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(settings.membership().node()),
                "log.dirs",
                settings.directory().toAbsolutePath().toString(),
                "listeners",
                clients + listeners.clients() + "," + controller,
                "advertised.listeners",
                clients + listeners.clients().reachable(),
                "inter.broker.listener.name",
                BrokerListeners.CLIENTS,
                "controller.listener.names",
                BrokerListeners.CONTROLLER,
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
                // Static voters are read from here at each start, so a lone controller's port may change.
                "controller.quorum.voters",
                settings.membership().at(listeners.controller()).voters());
    }

    /** A record is there when all but one of the copies have it, so one broker may be away. */
    private static Map<String, String> replicas(int number) {
        String replicas = Integer.toString(number);
        String atLeast = Integer.toString(Math.max(1, number - 1));
        Map<String, String> coordinators = Map.of(
                "offsets.topic.replication.factor", replicas,
                "transaction.state.log.replication.factor", replicas,
                "transaction.state.log.min.isr", atLeast,
                "share.coordinator.state.topic.replication.factor", replicas,
                "share.coordinator.state.topic.min.isr", atLeast);
        if (number == 1) {
            return coordinators;
        }
        Map<String, String> all = new HashMap<>(coordinators);
        all.put("default.replication.factor", replicas);
        all.put("min.insync.replicas", atLeast);
        return all;
    }

    /** Waits that make sense between machines and only cost time within one. */
    private static Map<String, String> promptness() {
        return Map.of(
                // After kill -9 the dead self's registration must expire first: 9 s by default.
                "broker.session.timeout.ms", "2000",
                "broker.heartbeat.interval.ms", "500",
                // A dead producer's transaction blocks read_committed readers until this scan: 10 s by default.
                "transaction.abort.timed.out.transaction.cleanup.interval.ms", "500",
                // A lone consumer need not wait 3 s for others to join.
                "group.initial.rebalance.delay.ms", "0",
                // A start that hangs must fail: without end by default.
                "server.max.startup.time.ms", "60000",
                // No-op records, twice a second by default, keep an idle machine's disk busy.
                "metadata.max.idle.interval.ms", "5000");
    }

    private static Map<String, String> topics(int partitions) {
        String largestRecord = Integer.toString(16 * MIB);
        return Map.of(
                // A misspelt topic is an error, not a new topic.
                "auto.create.topics.enable",
                "false",
                "num.partitions",
                Integer.toString(partitions),
                // Responses carry bodies of up to 8 MiB.
                "message.max.bytes",
                largestRecord,
                "replica.fetch.max.bytes",
                largestRecord,
                // A hostile length prefix may make the broker allocate this much: 100 MiB by default.
                "socket.request.max.bytes",
                Integer.toString(32 * MIB),
                // 50 partitions each by default: files, threads' work and start time for nothing.
                "offsets.topic.num.partitions",
                "4",
                "transaction.state.log.num.partitions",
                "4",
                "share.coordinator.state.topic.num.partitions",
                "1",
                // A data directory put aside for months resumes where it was: a week by default.
                "offsets.retention.minutes",
                Integer.toString(365 * 24 * 60));
    }

    /**
     * Small segments, since only closed ones are deleted, compacted, or skipped when a log is recovered. How long records
     * are kept stays Kafka's week unless a topic says so: to delete by size here could delete what was never read.
     */
    private static Map<String, String> logs() {
        return Map.of(
                "log.segment.bytes", Integer.toString(64 * MIB),
                "offsets.topic.segment.bytes", Integer.toString(16 * MIB),
                "transaction.state.log.segment.bytes", Integer.toString(16 * MIB),
                "share.coordinator.state.topic.segment.bytes", Integer.toString(16 * MIB),
                "metadata.log.segment.bytes", Integer.toString(16 * MIB),
                // An index is this large on disk while its segment is open: 10 MiB by default, three for each
                // partition.
                "log.index.size.max.bytes", Integer.toString(MIB),
                // Disk comes back within a minute of a segment's expiry: up to 5 minutes by default.
                "log.retention.check.interval.ms", "30000",
                "log.segment.delete.delay.ms", "10000");
    }

    /** The broker shares one small JVM with everything else. */
    private static Map<String, String> footprint() {
        return Map.ofEntries(
                Map.entry("num.network.threads", "2"),
                Map.entry("num.io.threads", "4"),
                Map.entry("background.threads", "2"),
                Map.entry("group.coordinator.threads", "1"),
                // Allocated at once, on the heap: 128 MiB by default. Half full, 16 MiB hold the keys of 350,000
                // records.
                Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(16 * MIB)),
                // At 0.9, the default, most of the cleaner's time goes into probing for a free place: a seventh of all
                // time under load.
                Map.entry("log.cleaner.io.buffer.load.factor", "0.5"),
                // Loading a coordinator reads by this much, each on its own buffer: 5 MiB by default.
                Map.entry("offsets.load.buffer.size", Integer.toString(MIB)),
                Map.entry("transaction.state.log.load.buffer.size", Integer.toString(MIB)),
                Map.entry("share.coordinator.load.buffer.size", Integer.toString(MIB)));
    }
}
