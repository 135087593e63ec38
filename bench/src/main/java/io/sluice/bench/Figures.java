package io.sluice.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Medians. */
final class Figures {
    private Figures() {}

    /** The middle value; of an even number of them the lower of the two in the middle, so that it was measured. */
    static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted[(sorted.length - 1) / 2];
    }

    /** The middle one of a figure of several rounds. */
    static <T> double median(List<T> rounds, ToDoubleFunction<T> figure) {
        return median(rounds.stream().map(figure::applyAsDouble).toList());
    }
}
