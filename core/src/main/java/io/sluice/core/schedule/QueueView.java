package io.sluice.core.schedule;

import io.sluice.core.credential.ScopeKey;
import org.jspecify.annotations.Nullable;

/**
 * The line of a provider for people.
 *
 * @param why what the oldest waiting request waits for; null while none waits
 * @param nextAt epoch ms at which that changes; null if not known
 * @param oldestTicket ticket of the request that is served next; null while none waits
 */
public record QueueView(
        String provider,
        long waiting,
        long inFlight,
        Wait.@Nullable Why why,
        @Nullable String limit,
        @Nullable ScopeKey scopeKey,
        @Nullable Long nextAt,
        @Nullable Long oldestTicket) {}
