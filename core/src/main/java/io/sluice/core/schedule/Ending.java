package io.sluice.core.schedule;

import org.jspecify.annotations.Nullable;

/**
 * The decision that a request is answered now.
 *
 * @param endpoint that the request matched
 * @param code one of the closed list of reason codes, where the result needs one
 * @param reason a sentence for people, where the result needs one
 * @param waited whether the request had been parked
 */
public record Ending(
        String requestId,
        long ticket,
        String endpoint,
        Result result,
        @Nullable String code,
        @Nullable String reason,
        Progress progress,
        boolean waited) {}
