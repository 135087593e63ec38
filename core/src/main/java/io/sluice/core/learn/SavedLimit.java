package io.sluice.core.learn;

import io.sluice.core.credential.ScopeKey;
import java.util.Arrays;
import java.util.List;

/**
 * What is kept over a restart of one learned limit.
 *
 * @param name of the limit
 * @param scopeKey whose limit it is; that of the whole provider where it is one for all keys
 * @param endpoints whose answers tell of it; empty where refusals do
 * @param numbers the form, and what was learned
 */
public record SavedLimit(String name, ScopeKey scopeKey, List<String> endpoints, List<Long> numbers) {
    public SavedLimit {
        endpoints = List.copyOf(endpoints);
        numbers = List.copyOf(numbers);
    }

    SavedLimit(String name, ScopeKey scopeKey, List<String> endpoints, long... numbers) {
        this(name, scopeKey, endpoints, Arrays.stream(numbers).boxed().toList());
    }

    boolean ofRefusals() {
        return endpoints.isEmpty();
    }

    long[] saved() {
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }
}
