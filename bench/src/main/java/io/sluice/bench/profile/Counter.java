package io.sluice.bench.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts by name. */
final class Counter {
    private final Map<String, Integer> counts = new HashMap<>();
    private int total;

    void add(String name) {
        counts.merge(name, 1, Integer::sum);
        total++;
    }

    int count(String name) {
        return counts.getOrDefault(name, 0);
    }

    int total() {
        return total;
    }

    double percent(String name) {
        return 100.0 * count(name) / Math.max(1, total);
    }

    /** The names with most, most first. */
    List<String> top(int number) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(number)
                .map(Map.Entry::getKey)
                .toList();
    }
}
