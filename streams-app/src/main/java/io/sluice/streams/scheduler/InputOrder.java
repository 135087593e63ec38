package io.sluice.streams.scheduler;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Makes a task read what is known before what is wanted: Streams takes the record with the lowest timestamp among those
 * that it has fetched, so outcomes, marks, cancellations, providers, credentials and waits get the lowest.
 */
final class InputOrder implements TimestampExtractor {
    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return 0;
    }
}
