package io.sluice.cli.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.common.Metric;

/**
 * Whether the consumers of a role are heard by the broker that coordinates their group, by what Kafka's clients measure
 * themselves. One that is not loses its partitions soon, and nothing flows through a role whose cluster is away.
 */
final class Heartbeats {
    private static final String GROUP = "consumer-coordinator-metrics";
    private static final String NAME = "last-heartbeat-seconds-ago";

    /** Longer than two heartbeats in a row are apart, in s: of ours and by Kafka's own settings. */
    private static final int SILENCE = 8;

    private Heartbeats() {}

    /** Why the role is not ready, its own reasons and those of its consumers; nothing where it is. */
    static List<String> unready(List<String> own, Collection<? extends Metric> measured) {
        long silence = measured.stream()
                .filter(metric -> metric.metricName().name().equals(NAME))
                .filter(metric -> metric.metricName().group().equals(GROUP))
                .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
                .max()
                .orElse(0);
        if (silence <= SILENCE) {
            return own;
        }
        List<String> all = new ArrayList<>(own);
        all.add("no heartbeat has gone to its group's broker for " + silence + " s");
        return all;
    }
}
