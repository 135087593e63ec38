package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Settings;
import io.sluice.schemas.serde.Topics;

/**
 * What the scheduler's topology needs to know.
 *
 * @param partitions of every topic that it reads
 * @param topicIds asked as a task begins, and when offsets go back
 * @param monitor whom its tasks tell how they are
 * @param restored what Streams tells of the stores that it restores
 */
public record SchedulerConfig(
        Topics topics, int partitions, Settings settings, TopicIds topicIds, Monitor monitor, RestoredLogs restored) {
    public SchedulerConfig {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be at least 1, not " + partitions);
        }
    }
}
