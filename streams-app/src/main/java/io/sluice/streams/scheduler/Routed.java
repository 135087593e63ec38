package io.sluice.streams.scheduler;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * A record's key together with the partition that it goes to.
 *
 * <p>The array is not copied: it is written and forgotten.
 */
final class Routed {
    private final int partition;
    private final byte @Nullable [] key;

    private Routed(int partition, byte @Nullable [] key) {
        this.partition = partition;
        this.key = key;
    }

    static Routed to(int partition, String key) {
        return new Routed(partition, key.getBytes(StandardCharsets.UTF_8));
    }

    static Routed to(int partition, byte @Nullable [] key) {
        return new Routed(partition, key);
    }

    /** Writes the key alone. */
    static Serializer<Routed> serializer() {
        return (topic, routed) -> routed == null ? null : routed.key;
    }

    /** Sends each record where its key says. */
    static <V> StreamPartitioner<Routed, V> partitioner() {
        return (topic, routed, value, partitions) -> Optional.of(Set.of(routed.partition));
    }
}
