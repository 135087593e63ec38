package io.sluice.streams.scheduler;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Under which leaders the records were written that tasks of this process read (KIP-101). Kafka Streams shows that to timestamp
 * extractors alone, and to them one record ahead of the processor.
 */
final class LeaderEpochs {
    /** Where the broker does not say. */
    static final int UNKNOWN = -1;

    private final Map<TopicPartition, Span> spans = new ConcurrentHashMap<>();

    /**
     * Where an epoch begins, as far as it was read.
     *
     * @param before the epoch of what was read before
     */
    private record Span(int epoch, long from, int before) {}

    /** Notes the epoch of each record whose place in the order is asked for. */
    TimestampExtractor noting(TimestampExtractor order) {
        return (record, partitionTime) -> {
            note(record);
            return order.extract(record, partitionTime);
        };
    }

    private void note(ConsumerRecord<?, ?> record) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        int epoch = record.leaderEpoch().orElse(UNKNOWN);
        Span span = spans.get(partition);
        if (span == null) {
            spans.put(partition, new Span(epoch, record.offset(), UNKNOWN));
        } else if (span.epoch() != epoch) {
            spans.put(partition, new Span(epoch, record.offset(), span.epoch()));
        } else if (record.offset() < span.from()) {
            spans.put(partition, new Span(epoch, record.offset(), span.before()));
        }
    }

    /** The epoch of a record that is being handled. */
    int of(RecordMetadata at) {
        Span span = spans.get(new TopicPartition(at.topic(), at.partition()));
        if (span == null) {
            return UNKNOWN;
        }
        return at.offset() >= span.from() ? span.epoch() : span.before();
    }
}
