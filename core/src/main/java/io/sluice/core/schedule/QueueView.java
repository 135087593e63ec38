package io.sluice.core.schedule;

import io.sluice.core.credential.ScopeKey;
import org.jspecify.annotations.Nullable;

/**
 * The line of a provider for people.
 *
 * @param waiting requests that stand in line
 * @param backingOff requests that wait and stand in no line
 * @param why what the oldest waiting request waits for; null while none waits
 * @param nextAt epoch ms at which that changes; null if not known
 * @param oldest id of the parked request that came first, in line or not; null while none is
 * @param oldestTicket ticket of the request that is served next; null while none waits
 */
public record QueueView(
        String provider,
        long waiting,
        long backingOff,
        long inFlight,
        Wait.@Nullable Why why,
        @Nullable String limit,
        @Nullable ScopeKey scopeKey,
        @Nullable Long nextAt,
        @Nullable String oldest,
        @Nullable Long oldestTicket) {}
