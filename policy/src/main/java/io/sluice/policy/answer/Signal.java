package io.sluice.policy.answer;

import io.sluice.policy.value.TimeForm;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where answers of a provider tell about a limit.
 *
 * @param limit null: one that no file declares
 * @param policy the name that headers of a well-known dialect give the limit; null: they are not meant
 * @param endpoints where it is told; empty: where the limit counts
 * @param about endpoints whose budgets it tells of, where those are others than the ones of its answers; empty: its own
 * @param bucket where answers name the bucket that counts the call: endpoints of one bucket share a budget
 * @param meaning of the reset
 */
public record Signal(
        @Nullable String limit,
        @Nullable String policy,
        Set<String> endpoints,
        Set<String> about,
        @Nullable Source quota,
        @Nullable Source remaining,
        @Nullable Source used,
        @Nullable Source reset,
        @Nullable Source retryAfter,
        @Nullable Source bucket,
        Meaning meaning) {
    public Signal {
        endpoints = Set.copyOf(endpoints);
        about = Set.copyOf(about);
    }

    /** The same, told by the answers of one endpoint about those that it names. */
    public Signal at(String endpoint) {
        return new Signal(
                limit, policy, Set.of(endpoint), endpoints, quota, remaining, used, reset, retryAfter, bucket, meaning);
    }

    /** What is there again at the instant of a reset. */
    public enum Meaning {
        /** All of the quota: the window ends. */
        RESET,
        /** All of a bucket, if nobody takes from it. */
        FULL,
        /** One unit more. */
        NEXT
    }

    /**
     * A place in an answer.
     *
     * @param header its name; null: the body
     * @param json pointer into the body, or into the JSON of the header
     * @param regex of which the first group counts; null: the whole text counts
     * @param addMillis what is added to a time
     */
    public record Source(
            @Nullable String header,
            @Nullable String json,
            @Nullable TextPattern regex,
            TimeForm form,
            long addMillis) {
        @Nullable
        String read(Answer answer) {
            String text = found(answer);
            return regex == null ? text : regex.first(text);
        }

        private @Nullable String found(Answer answer) {
            if (header != null) {
                return json == null ? answer.header(header) : answer.json(header, json);
            }
            return json == null ? answer.text() : answer.json(json);
        }

        /** What it is called in messages. */
        String place() {
            return (header == null ? "body" : header) + (json == null ? "" : json);
        }
    }
}
