package io.sluice.core.provider;

import java.util.Set;

/**
 * Values of a label that a limit counts, or all but those. A credential without the label has an empty one.
 *
 * @param except whether it counts all others instead
 */
public record LabelValues(Set<String> values, boolean except) {
    public LabelValues {
        values = Set.copyOf(values);
    }

    public static LabelValues of(Set<String> values) {
        return new LabelValues(values, false);
    }

    /** All that are not among these. */
    public static LabelValues except(Set<String> values) {
        return new LabelValues(values, true);
    }

    boolean count(String value) {
        return values.contains(value) != except;
    }

    @Override
    public String toString() {
        return (except ? "all but " : "") + values.stream().sorted().toList();
    }
}
