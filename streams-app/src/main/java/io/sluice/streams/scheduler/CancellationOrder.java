package io.sluice.streams.scheduler;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/** Cancellations come before requests, as {@link InputOrder} has it, and still tell when they were written. */
final class CancellationOrder implements TimestampExtractor {
    /** What their timestamps are lowered by, in ms: it takes them before those of all requests. */
    private static final long LOWERED = 1L << 40;

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return Math.max(0, record.timestamp() - LOWERED);
    }

    /** Epoch ms at which a cancellation was written. */
    static long writtenAt(long extracted) {
        return extracted + LOWERED;
    }
}
