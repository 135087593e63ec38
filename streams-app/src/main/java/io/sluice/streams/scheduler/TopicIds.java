package io.sluice.streams.scheduler;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.Uuid;

/** Tells which topics those of some names are now: one that was deleted and made again has another id (KIP-516). */
@FunctionalInterface
public interface TopicIds {
    /**
     * The id of each topic; {@link Uuid#ZERO_UUID} where the broker knows none.
     *
     * @throws org.apache.kafka.common.KafkaException where no broker tells
     */
    Map<String, Uuid> of(Set<String> topics);
}
