package io.sluice.cli.meter;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;

/**
 * Keeps those of the thousands of metrics of Kafka's clients that say whether a role keeps up and whether its broker
 * answers. Their number grows with partitions alone.
 */
public final class KeptMetrics implements MeterFilter {
    private static final String KAFKA = "kafka.";

    private static final Set<String> KEPT = Set.of(
            "kafka.consumer.connection.count",
            "kafka.consumer.last.poll.seconds.ago",
            "kafka.consumer.coordinator.assigned.partitions",
            "kafka.consumer.coordinator.last.rebalance.seconds.ago",
            "kafka.consumer.coordinator.rebalance.total",
            "kafka.consumer.coordinator.failed.rebalance.total",
            "kafka.consumer.coordinator.commit.latency.avg",
            "kafka.consumer.fetch.manager.fetch.latency.avg",
            "kafka.consumer.fetch.manager.records.lag",
            "kafka.consumer.fetch.manager.records.consumed.total",
            "kafka.consumer.fetch.manager.bytes.consumed.total",
            "kafka.producer.connection.count",
            "kafka.producer.buffer.available.bytes",
            "kafka.producer.request.latency.avg",
            "kafka.producer.record.error.total",
            "kafka.producer.record.retry.total",
            "kafka.producer.record.send.total",
            "kafka.producer.byte.total",
            "kafka.producer.txn.commit.time.ns.total",
            "kafka.stream.alive.stream.threads",
            "kafka.stream.failed.stream.threads",
            "kafka.stream.thread.commit.latency.avg",
            "kafka.stream.thread.commit.latency.max",
            "kafka.stream.thread.commit.ratio",
            "kafka.stream.thread.poll.ratio",
            "kafka.stream.thread.process.ratio",
            "kafka.stream.thread.punctuate.ratio",
            "kafka.stream.thread.process.total",
            "kafka.stream.task.restore.remaining.records.total",
            "kafka.stream.task.dropped.records.total");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        return id.getName().startsWith(KAFKA) && !KEPT.contains(id.getName())
                ? MeterFilterReply.DENY
                : MeterFilterReply.NEUTRAL;
    }
}
