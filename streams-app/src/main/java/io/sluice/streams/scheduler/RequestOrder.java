package io.sluice.streams.scheduler;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** Requests in the order of their timestamps, after all other inputs; a broken timestamp counts as the earliest. */
final class RequestOrder implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.max(1, record.timestamp());
    }
}
