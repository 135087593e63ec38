package io.sluice.streams.app;

import io.sluice.core.schedule.Settings;
import io.sluice.schemas.serde.Topics;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a scheduler goes by.
 *
 * @param client properties of every Kafka client: {@code bootstrap.servers}, security
 * @param prefix of topics and of the application's id
 * @param partitions of every input topic
 * @param stateDirectory where stores lie; kept over restarts
 * @param instance the {@code group.instance.id}: the same after a restart on the same state directory
 * @param clock epoch ms
 */
public record SchedulerSettings(
        Map<String, Object> client,
        String prefix,
        Topics topics,
        int partitions,
        Settings core,
        Path stateDirectory,
        String instance,
        LongSupplier clock) {
    public SchedulerSettings {
        client = Map.copyOf(client);
    }

    String applicationId() {
        return applicationId(prefix);
    }

    static String applicationId(String prefix) {
        return prefix + "scheduler";
    }

    /** Properties may hold passwords, so none is shown. */
    @Override
    public String toString() {
        return "SchedulerSettings[" + client.get("bootstrap.servers") + ", " + prefix + ", " + instance + "]";
    }
}
