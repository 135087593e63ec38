package io.sluice.policy.answer;

import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Verdict;
import io.sluice.policy.dialect.Dialects;
import io.sluice.policy.dialect.Told;
import io.sluice.policy.value.Interval;
import io.sluice.policy.value.TimeForm;
import io.sluice.policy.value.Values;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads answers by a provider's file, then by well-known dialects and sensible defaults. */
public final class Answers {
    /** Braze has a name of its own for it. */
    private static final List<String> RETRY_AFTER = List.of("retry-after", "x-ratelimit-retry-after");

    private Answers() {}

    /** What an answer means for the scheduler. */
    public static Outcome.Answered read(Reading reading, Answer answer) {
        Optional<AnswerRule> rule = reading.rules().stream()
                .filter(candidate -> candidate.when().matches(answer))
                .findFirst();
        Verdict verdict = rule.map(AnswerRule::then).orElseGet(() -> byDefault(answer.status()));
        Values values = new Values(answer.sentAt(), answer.answeredAt(), date(answer));
        List<Told> byHeaders = Dialects.read(answer.head(), values, Meant.longestWindow(reading.limits()));
        Words words = new Words(reading, answer, values, byHeaders);
        String limit = rule.map(AnswerRule::limit).orElse(null);
        long until = until(reading, answer, values, words, limit);
        Outcome.Refusal refusal = new Outcome.Refusal(
                limit,
                until == 0 ? 0 : until + rule.map(AnswerRule::addMillis).orElse(0L),
                ownForm(answer, byHeaders),
                rule.map(AnswerRule::undone).orElse(verdict.isRefusal()),
                rule.map(AnswerRule::hold).orElse(verdict.hold()));
        return new Outcome.Answered(
                verdict,
                answer.status(),
                answer.sentAt(),
                answer.answeredAt(),
                refusal,
                words.said(),
                spent(reading, answer, values),
                serverDate(values),
                values.oddities());
    }

    /** What its Date header tells of its clock; a time before 1970 tells nothing. */
    private static OptionalLong serverDate(Values values) {
        return values.date().stream().filter(date -> date >= 0).findFirst();
    }

    /** What its Date header says; null where a cache has kept it for some seconds (RFC 9111, section 5.1). */
    private static @Nullable String date(Answer answer) {
        String age = answer.header("age");
        return age == null || age.equals("0") ? answer.header("date") : null;
    }

    /** What the call took, of the limits of which the answer tells that. */
    private static Map<String, Long> spent(Reading reading, Answer answer, Values values) {
        if (reading.costs().isEmpty()) {
            return Map.of();
        }
        Map<String, Long> spent = new HashMap<>();
        reading.costs()
                .forEach((limit, told) -> told.spent(answer, values).ifPresent(units -> spent.put(limit, units)));
        return spent;
    }

    private static Verdict byDefault(int status) {
        if ((status >= 200 && status < 300) || status == 304) {
            return Verdict.OK;
        }
        return switch (status) {
            case 401 -> Verdict.NEEDS_LOGIN;
            case 403 -> Verdict.FORBIDDEN;
            case 408, 500, 502, 504 -> Verdict.TRANSIENT;
            case 429 -> Verdict.THROTTLED;
            case 503, 529 -> Verdict.OVERLOADED;
            default -> Verdict.FAILED;
        };
    }

    /**
     * Epoch ms until which to stay away: as a signal of the file tells, else as Retry-After does, else when a limit is back
     * that the answer tells to be spent; 0 where nothing tells.
     */
    private static long until(Reading reading, Answer answer, Values values, Words words, @Nullable String limit) {
        for (Signal.Source source : reading.waits()) {
            Optional<Interval> told = Words.time(source, answer, values);
            if (told.isPresent()) {
                return told.get().to();
            }
        }
        for (String header : RETRY_AFTER) {
            OptionalLong told = answer.head().all(header).stream()
                    .flatMap(text -> values.time(text, TimeForm.DETECTED, header).stream())
                    .mapToLong(Interval::to)
                    .max();
            if (told.isPresent()) {
                return told.getAsLong();
            }
        }
        return words.back(limit);
    }

    /** Whether the API itself answered, not an edge in front of it: it speaks JSON or tells about limits. */
    private static boolean ownForm(Answer answer, List<Told> byHeaders) {
        String type = answer.contentType();
        return type.contains("json") || !byHeaders.isEmpty() || (!type.contains("html") && !type.isEmpty());
    }
}
