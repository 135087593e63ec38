package io.sluice.connectors.caller;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.serde.RegistryException;
import io.sluice.schemas.serde.UnknownSchemaException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    /** Where those lie that could not be read. */
    private final Map<TopicPartition, Long> unread = new HashMap<>();

    private String whyUnread = "";

    CommittedCalls(Consumer<byte[], byte[]> consumer, CallDecoder decoder) {
        this.consumer = consumer;
        this.decoder = decoder;
    }

    /** Returns the next calls, if any come within {@code wait}. */
    List<ApiCall> next(Duration wait) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(wait);
        if (records.isEmpty()) {
            unread.entrySet().removeIf(place -> !isStillThere(place.getKey(), place.getValue()));
            return List.of();
        }
        try {
            List<ApiCall> calls = decoder.decode(records);
            unread.keySet().removeAll(records.partitions());
            if (commit(Set.of())) {
                return calls;
            }
        } catch (RegistryException | UnknownSchemaException e) {
            if (unread.isEmpty()) {
                LOG.warn("calls cannot be read now: {}", e.getMessage());
            }
            whyUnread = String.valueOf(e.getMessage());
            records.partitions()
                    .forEach(partition -> unread.put(
                            partition, records.records(partition).get(0).offset()));
        }
        rewind(records);
        return List.of();
    }

    /** Why there are calls that cannot be read now; empty where there are none. */
    Optional<String> unread() {
        return unread.isEmpty() ? Optional.empty() : Optional.of(whyUnread);
    }

    /** They may have been given to another member, or deleted. */
    private boolean isStillThere(TopicPartition partition, long offset) {
        return consumer.assignment().contains(partition) && consumer.position(partition) == offset;
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
