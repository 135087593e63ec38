package io.sluice.connectors.caller;

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
 * The records of a consumer group that no member will read again: the broker has confirmed the commit of their offsets.
 *
 * <p>Where the commit fails, or nobody knows whether it did, the records are not handed out but read again, by whoever owns
 * them then.
 */
final class CommittedRecords {
    private static final Logger LOG = LoggerFactory.getLogger(CommittedRecords.class);

    private final Consumer<byte[], byte[]> consumer;

    CommittedRecords(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    /** Returns the next records, if any come within {@code wait}. */
    ConsumerRecords<byte[], byte[]> next(Duration wait) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
        if (records.isEmpty() || commit(Set.of())) {
            return records;
        }
        rewind(records);
        return ConsumerRecords.empty();
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
