package io.sluice.connectors.caller;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.serde.RegistryException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The calls that no member of the consumer group will read again: the broker has confirmed the commit of their offsets.
 *
 * <p>Where the commit fails, or nobody knows whether it did, the calls are not handed out but read again, by whoever owns them
 * then.
 */
final class CommittedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(CommittedCalls.class);

    private final Consumer<byte[], byte[]> consumer;
    private final CallDecoder decoder;

    CommittedCalls(Consumer<byte[], byte[]> consumer, CallDecoder decoder) {
        this.consumer = consumer;
        this.decoder = decoder;
    }

    /** Returns the next calls, if any come within {@code wait}. */
    List<ApiCall> next(Duration wait) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
        if (records.isEmpty()) {
            return List.of();
        }
        try {
            List<ApiCall> calls = decoder.decode(records);
            if (commit(Set.of())) {
                return calls;
            }
        } catch (RegistryException e) {
            LOG.warn("calls cannot be read now: {}", e.getMessage());
        }
        rewind(records);
        return List.of();
    }

    /**
     * Finds the positions of {@code partitions} and commits them, so that a start after a crash resumes there and not at the
     * end of the topic; returns whether that worked.
     */
    boolean settle(Set<TopicPartition> partitions) {
        return commit(partitions);
    }

    private boolean commit(Set<TopicPartition> unknown) {
        try {
            unknown.forEach(consumer::position);
            consumer.commitSync();
            return true;
        } catch (CommitFailedException | RebalanceInProgressException | RetriableException e) {
            LOG.info("offsets not committed, so the calls behind them are not made: {}", e.getMessage());
            return false;
        }
    }

    private void rewind(ConsumerRecords<byte[], byte[]> records) {
        Set<TopicPartition> assigned = consumer.assignment();
        for (TopicPartition partition : records.partitions()) {
            if (assigned.contains(partition)) {
                List<ConsumerRecord<byte[], byte[]>> batch = records.records(partition);
                consumer.seek(partition, batch.get(0).offset());
            }
        }
    }
}
