package io.sluice.core.schedule;

import io.sluice.core.provider.Cost;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a call took of its budgets.
 *
 * @param cost of its request; null: what was set aside
 * @param told units by the name of a limit, where the answer tells; 0: the provider does not count the call
 */
record Spent(@Nullable Cost cost, Map<String, Long> told) {
    static final Spent AS_RESERVED = new Spent(null, Map.of());
}
