package io.sluice.streams.scheduler;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the stores of this process were restored whose logs are topics of ours (KIP-813).
 *
 * <p>Such a log is read up to its group's offset, for which Kafka Streams asks before it restores, and the records behind the
 * offset that it asks for afterwards. A coordinator that is resigning or being loaded may tell less the first time
 * (KAFKA-20416): then what lies between is read by nobody, and who waits there would never be answered.
 */
public final class RestoredLogs implements StateRestoreListener {
    private static final Logger LOG = LoggerFactory.getLogger(RestoredLogs.class);

    /** So often a store is made anew. Then its log, or its group's offset, has truly gone back, and what follows is read again. */
    private static final int TRIES = 5;

    private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
    private final Map<TopicPartition, Integer> tries = new ConcurrentHashMap<>();

    @Override
    public void onRestoreStart(TopicPartition log, String store, long startingOffset, long endingOffset) {
        ends.put(log, Math.max(startingOffset, endingOffset));
    }

    @Override
    public void onBatchRestored(TopicPartition log, String store, long batchEndOffset, long numRestored) {}

    @Override
    public void onRestoreEnd(TopicPartition log, String store, long totalRestored) {}

    /**
     * Whether a store lacks what was read of its log before, so that it must be made anew.
     *
     * @param highest offset of the last record that a task has read of it
     */
    boolean isShort(TopicPartition log, long highest) {
        long end = ends.getOrDefault(log, Long.MAX_VALUE);
        if (end > highest) {
            tries.remove(log);
            return false;
        }
        boolean again = tries.merge(log, 1, Integer::sum) <= TRIES;
        LOG.warn(
                "{} was restored up to {}, though it was read up to {} before: {}",
                log,
                end,
                highest,
                again ? "it is restored again" : "it lost its end, or its group's offset went back");
        if (!again) {
            tries.remove(log);
        }
        return again;
    }
}
