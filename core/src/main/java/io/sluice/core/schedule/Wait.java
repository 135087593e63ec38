package io.sluice.core.schedule;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Names;
import org.jspecify.annotations.Nullable;

/**
 * The decision that a request wait: why, and until when at least.
 *
 * @param limit name of the limit that is spent, where it is one
 * @param scopeKey the key of the budget or hold that is in the way, where there is one
 * @param until epoch ms of the earliest instant at which this changes; {@link Scheduler#NEVER} where only an event can tell
 * @param lane names the line that it stands in
 */
public record Wait(
        String requestId,
        long ticket,
        String endpoint,
        Why why,
        @Nullable String limit,
        @Nullable ScopeKey scopeKey,
        long until,
        String lane,
        Progress progress) {
    /** The reasons for which requests wait. */
    public enum Why {
        BUDGET,
        HOLD,
        CONCURRENCY,
        CALLER_ABSENT,
        CALLER_BUSY,
        NO_CREDENTIAL,
        BACKOFF,
        STARTING;

        /** The reason as records and pages show it. */
        public String text() {
            return Names.word(this);
        }
    }
}
