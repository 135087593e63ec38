package io.sluice.bench.loop;

import java.util.Collection;
import org.HdrHistogram.Histogram;

/** Times that requests took, as percentiles in ms. */
public final class Latencies {
    private static final int DIGITS = 3;

    private final Histogram micros = new Histogram(DIGITS);

    private Latencies() {}

    /** Of times in ns; what came before it was due took none. */
    public static Latencies ofNanos(Collection<Long> nanos) {
        Latencies latencies = new Latencies();
        nanos.forEach(each -> latencies.micros.recordValue(Math.max(0, each / 1_000)));
        return latencies;
    }

    /** The least time that so many percent of all do not exceed. */
    public double millis(double percent) {
        return micros.getValueAtPercentile(percent) / 1e3;
    }

    /** The longest of all. */
    public double maxMillis() {
        return micros.getMaxValue() / 1e3;
    }
}
