package io.sluice.streams.app;

import io.sluice.schemas.serde.Topics;
import java.nio.file.Path;
import java.util.Map;

/**
 * What an observer goes by.
 *
 * @param client properties of every Kafka client: {@code bootstrap.servers}, security
 * @param prefix of topics and of the application's id
 * @param stateDirectory where stores lie; kept over restarts
 * @param instance the {@code group.instance.id}: the same after a restart on the same state directory
 */
public record ObserverSettings(
        Map<String, Object> client, String prefix, Topics topics, Path stateDirectory, String instance) {
    public ObserverSettings {
        client = Map.copyOf(client);
    }

    String applicationId() {
        return applicationId(prefix);
    }

    static String applicationId(String prefix) {
        return prefix + "observer";
    }

    /** Properties may hold passwords, so none is shown. */
    @Override
    public String toString() {
        return "ObserverSettings[" + client.get("bootstrap.servers") + ", " + prefix + ", " + instance + "]";
    }
}
