package io.sluice.streams.scheduler;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** The one rule for where records of a provider lie: Kafka's own murmur2 of its name, modulo the number of partitions. */
public final class Partitions {
    private Partitions() {}

    /** The partition whose task owns all budgets of a provider. */
    public static int of(String provider, int partitions) {
        return Utils.toPositive(Utils.murmur2(provider.getBytes(StandardCharsets.UTF_8))) % partitions;
    }
}
