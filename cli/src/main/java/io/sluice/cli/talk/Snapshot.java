package io.sluice.cli.talk;

import io.sluice.cli.engine.Reader;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.Mark;
import io.sluice.schemas.Places;
import io.sluice.schemas.QueueMetric;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import io.sluice.schemas.wire.PipelineVerdict;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What a pipeline says of itself at an instant.
 *
 * @param queues the line of each provider that is not idle
 * @param credentials every credential
 * @param withoutScheduler partitions where no task works
 * @param withoutCaller partitions where no caller has places
 */
record Snapshot(
        List<QueueMetric> queues,
        List<CredentialState> credentials,
        Set<Integer> withoutScheduler,
        Set<Integer> withoutCaller) {
    /** A line that is not idle is told again each minute, so an older one is over. */
    private static final long QUEUES_MILLIS = 90_000;

    /** Schedulers and callers tell each second that they live; one that was silent for so long does not. */
    static final long SIGNS_MILLIS = 5_000;

    static Snapshot take(Map<String, Object> client, Topics topics, long now) {
        Map<String, QueueMetric> queues = new TreeMap<>();
        Map<String, CredentialState> credentials = new TreeMap<>();
        Set<Integer> withoutScheduler = new HashSet<>();
        Set<Integer> withoutCaller = new HashSet<>();
        try (Reader reader = new Reader(client)) {
            queues.putAll(queues(reader, topics, now));
            reader.fromStart(List.of(topics.credentialState().name()));
            each(reader, record -> {
                if (record.value() == null) {
                    credentials.remove(Reader.key(record));
                } else {
                    credentials.put(Reader.key(record), read(topics.credentialState(), record));
                }
            });
            for (TopicPartition partition : reader.since(topics.outcomes().name(), now - SIGNS_MILLIS)) {
                withoutScheduler.add(partition.partition());
                withoutCaller.add(partition.partition());
            }
            each(reader, record -> {
                Object sign = read(topics.outcomes(), record);
                if (sign instanceof Mark) {
                    withoutScheduler.remove(record.partition());
                } else if (sign instanceof Places places && places.getPlaces() > 0) {
                    withoutCaller.remove(record.partition());
                }
            });
        }
        return new Snapshot(
                List.copyOf(queues.values()), List.copyOf(credentials.values()), withoutScheduler, withoutCaller);
    }

    /** The snapshot without the holds that are over by then. */
    Snapshot asOf(long now) {
        return new Snapshot(queues, AsOf.now(credentials, now), withoutScheduler, withoutCaller);
    }

    /** The worst of all lines; a scheduler or a caller that is missing is worse than most. */
    PipelineVerdict verdict() {
        PipelineVerdict worst = PipelineVerdict.IDLE;
        for (QueueMetric queue : queues) {
            PipelineVerdict its = PipelineVerdict.of(queue.getVerdict());
            worst = its.isWorseThan(worst) ? its : worst;
        }
        if (!withoutCaller.isEmpty() && PipelineVerdict.CALLER_ABSENT.isWorseThan(worst)) {
            worst = PipelineVerdict.CALLER_ABSENT;
        }
        return withoutScheduler.isEmpty() ? worst : PipelineVerdict.SCHEDULER_ABSENT;
    }

    /** The line of a provider, if it is not idle. */
    static Optional<QueueMetric> queue(Reader reader, Topics topics, String provider, long now) {
        return Optional.ofNullable(queues(reader, topics, now).get(provider));
    }

    private static Map<String, QueueMetric> queues(Reader reader, Topics topics, long now) {
        Map<String, QueueMetric> queues = new TreeMap<>();
        reader.since(topics.metricsQueues().name(), now - QUEUES_MILLIS);
        each(reader, record -> {
            QueueMetric metric = read(topics.metricsQueues(), record);
            queues.put(metric.getSeries(), metric);
        });
        queues.values().removeIf(queue -> PipelineVerdict.of(queue.getVerdict()) == PipelineVerdict.IDLE);
        return queues;
    }

    private static void each(Reader reader, Consumer<ConsumerRecord<byte[], byte[]>> to) {
        Map<TopicPartition, Long> ends = reader.ends();
        while (!reader.caughtUp(ends)) {
            reader.poll(100).forEach(to);
        }
    }

    private static <V> V read(Topic<V> topic, ConsumerRecord<byte[], byte[]> record) {
        return topic.read(record.value());
    }
}
