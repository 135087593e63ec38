package io.sluice.core.provider;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Values of a label that a limit counts, or all but those. A credential without the label has an empty one.
 *
 * @param except whether it counts all others instead
 */
public record LabelValues(Set<String> values, boolean except) {
    public LabelValues {
        values = Set.copyOf(values);
    }

    /** No value at all. */
    public static final LabelValues NONE = of(Set.of());

    public static LabelValues of(Set<String> values) {
        return new LabelValues(values, false);
    }

    /** All that are not among these. */
    public static LabelValues except(Set<String> values) {
        return new LabelValues(values, true);
    }

    /** The values that both count. */
    public LabelValues and(LabelValues other) {
        if (except && other.except) {
            Set<String> all = new HashSet<>(values);
            all.addAll(other.values);
            return except(all);
        }
        LabelValues listed = except ? other : this;
        return of((except ? this : other).among(listed.values));
    }

    private Set<String> among(Set<String> all) {
        return all.stream().filter(this::count).collect(Collectors.toSet());
    }

    boolean count(String value) {
        return values.contains(value) != except;
    }

    @Override
    public String toString() {
        return (except ? "all but " : "") + values.stream().sorted().toList();
    }
}
