package io.sluice.core.forecast;

import java.util.List;

/**
 * How it went, in spans of equal length from the beginning.
 *
 * @param spanMillis length of a span
 * @param callsPerSecond by span
 * @param waiting requests that waited, the mean of each span
 */
public record History(long spanMillis, List<Double> callsPerSecond, List<Double> waiting) {
    public History {
        callsPerSecond = List.copyOf(callsPerSecond);
        waiting = List.copyOf(waiting);
    }
}
