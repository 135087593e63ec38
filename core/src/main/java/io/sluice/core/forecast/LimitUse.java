package io.sluice.core.forecast;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Limit;
import java.util.List;

/**
 * How much of a limit was used, over all its scope keys.
 *
 * @param keys scope keys that there are, or that were asked for where requests decide
 * @param used budget units
 * @param capacity budget units that could have been used from first to last call; for calls at the same time units × ms
 * @param idleShare of the capacity; 0 to 1
 * @param fullest the key that most was used of
 * @param fullestUsed budget units of that key
 * @param level by span of the history: what was used within the window that ends there, of all that fits into one
 */
public record LimitUse(
        String provider,
        Limit limit,
        int keys,
        long used,
        double capacity,
        double idleShare,
        ScopeKey fullest,
        long fullestUsed,
        List<Double> level) {
    public LimitUse {
        level = List.copyOf(level);
    }
}
