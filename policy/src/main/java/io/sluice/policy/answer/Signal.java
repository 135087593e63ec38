package io.sluice.policy.answer;

import org.jspecify.annotations.Nullable;

/** Where answers of a provider tell about a limit. */
public record Signal(
        @Nullable String limit,
        @Nullable Source quota,
        @Nullable Source remaining,
        @Nullable Source used,
        @Nullable Source reset,
        @Nullable Source retryAfter) {
    /** A place in an answer: a header, or a JSON pointer into the body. */
    public record Source(@Nullable String header, @Nullable String json, Unit unit) {
        @Nullable
        String read(Answer answer) {
            return header != null ? answer.header(header) : json == null ? null : answer.json(json);
        }
    }

    /** How a time is written. */
    public enum Unit {
        EPOCH_SECONDS,
        EPOCH_MILLIS,
        DELTA_SECONDS,
        DELTA_MILLIS,
        ISO,
        HTTP_DATE,
        DURATION,
        /** Told apart by its form and size. */
        DETECTED
    }
}
