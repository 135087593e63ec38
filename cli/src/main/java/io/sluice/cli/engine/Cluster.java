package io.sluice.cli.engine;

import io.sluice.schemas.serde.Topics;
import java.util.Map;

/**
 * The Kafka that a pipeline works on.
 *
 * @param client properties of every Kafka client: {@code bootstrap.servers}, security
 * @param prefix of topics, consumer groups and application ids
 * @param partitions of every topic that the scheduler reads
 */
public record Cluster(Map<String, Object> client, String prefix, Topics topics, int partitions) {
    public Cluster {
        client = Map.copyOf(client);
    }

    /** Properties may hold passwords, so none is shown. */
    @Override
    public String toString() {
        return "Cluster[" + client.get("bootstrap.servers") + ", " + prefix + ", " + partitions + " partitions]";
    }
}
