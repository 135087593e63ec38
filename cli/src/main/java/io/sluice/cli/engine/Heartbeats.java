package io.sluice.cli.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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

    private final Supplier<List<String>> own;
    private final Supplier<Collection<? extends Metric>> measured;
    private final LongSupplier nanos;
    /** Since when a consumer is known that has sent none at all; {@link #NONE} where all have. */
    private long muteSince = NONE;

    /**
     * @param own the role's own reasons not to be ready
     * @param measured what its clients measure
     * @param nanos as of {@link System#nanoTime}
     */
    Heartbeats(Supplier<List<String>> own, Supplier<Collection<? extends Metric>> measured, LongSupplier nanos) {
        this.own = own;
        this.measured = measured;
        this.nanos = nanos;
    }

    /** Why the role is not ready, its own reasons and those of its consumers; nothing where it is. */
    synchronized List<String> unready() {
        long silence = silence(measured.get().stream()
                .filter(metric -> metric.metricName().name().equals(NAME))
                .filter(metric -> metric.metricName().group().equals(GROUP))
                .mapToLong(metric -> ((Number) metric.metricValue()).longValue())
                .summaryStatistics());
        if (silence <= SILENCE) {
            return own.get();
        }
        List<String> all = new ArrayList<>(own.get());
        all.add("no heartbeat has gone to its group's broker for " + silence + " s");
        return all;
    }

    /** Kafka says -1 of a consumer that has sent none: it joined just now, or its broker went before the first one. */
    private long silence(LongSummaryStatistics secondsAgo) {
        if (secondsAgo.getMin() >= 0) {
            muteSince = NONE;
            return secondsAgo.getCount() == 0 ? 0 : secondsAgo.getMax();
        }
        long now = nanos.getAsLong();
        muteSince = muteSince == NONE ? now : muteSince;
        return Math.max(secondsAgo.getMax(), TimeUnit.NANOSECONDS.toSeconds(now - muteSince));
    }
}
