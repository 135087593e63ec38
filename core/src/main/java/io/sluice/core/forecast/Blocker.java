package io.sluice.core.forecast;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.schedule.Wait;
import org.jspecify.annotations.Nullable;

/**
 * What requests waited for.
 *
 * @param limit name of the limit, where it is one
 * @param scopeKey the one of its keys that most waited for, where there is one
 * @param share of all time that requests waited, the part for this; 0 to 1
 */
public record Blocker(
        String provider,
        Wait.Why why,
        @Nullable String limit,
        @Nullable ScopeKey scopeKey,
        double share) {}
