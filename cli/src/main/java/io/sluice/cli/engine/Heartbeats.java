package io.sluice.cli.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.Metric;

/**
 * Whether the consumers of a role are heard by the broker that coordinates their group, by what Kafka's clients measure
 * themselves. One that is not loses its partitions soon, and nothing flows through a role whose cluster is away.
 */
final class Heartbeats {
    private static final String GROUP = "consumer-coordinator-metrics";
    private static final String NAME = "last-heartbeat-seconds-ago";

    /** Longer than two heartbeats in a row are apart, in s: of ours and by Kafka's own settings. */
    private static final long SILENCE = 8;

    private static final long NONE = Long.MIN_VALUE;

    private final LongSupplier nanos;
    /** Since when a consumer is known that has sent none at all; {@link #NONE} where all have. */
    private long muteSince = NONE;

    /** @param nanos as of {@link System#nanoTime} */
    Heartbeats(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Why the role is not ready, its own reasons and those of its consumers; nothing where it is. */
    synchronized List<String> unready(List<String> own, Collection<? extends Metric> measured) {
        long silence = silence(measured.stream()
                .filter(metric -> metric.metricName().name().equals(NAME))
                .filter(metric -> metric.metricName().group().equals(GROUP))
                .map(metric -> ((Number) metric.metricValue()).longValue())
                .toList());
        if (silence <= SILENCE) {
            return own;
        }
        List<String> all = new ArrayList<>(own);
        all.add("no heartbeat has gone to its group's broker for " + silence + " s");
        return all;
    }

    /** Kafka says -1 of a consumer that has sent none: it joined just now, or its broker went before the first one. */
    private long silence(List<Long> secondsAgo) {
        boolean mute = secondsAgo.stream().anyMatch(seconds -> seconds < 0);
        if (!mute) {
            muteSince = NONE;
        } else if (muteSince == NONE) {
            muteSince = nanos.getAsLong();
        }
        long longest = secondsAgo.stream().mapToLong(Long::longValue).max().orElse(0);
        return mute ? Math.max(longest, TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - muteSince)) : longest;
    }
}
