package io.sluice.policy.answer;

import io.sluice.core.meter.Word;
import io.sluice.core.provider.HoldRule;
import io.sluice.core.provider.Limit;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Target;
import io.sluice.core.schedule.Verdict;
import io.sluice.policy.CostRule;
import io.sluice.policy.Policy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads answers by a provider's file, then by well-known dialects and sensible defaults. */
public final class Answers {
    private Answers() {}

    /** What an answer to a call of the endpoint means for the scheduler. */
    public static Outcome.Answered read(Policy policy, String endpoint, Answer answer) {
        List<Limit> limits = policy.provider().endpoint(endpoint).limits();
        Optional<AnswerRule> rule = policy.answers().stream()
                .filter(candidate -> candidate.when().matches(answer))
                .findFirst();
        Verdict verdict = rule.map(AnswerRule::then).orElseGet(() -> byDefault(answer.status()));
        List<Word> byHeaders = Dialects.read(answer);
        List<Outcome.Said> words = words(policy, limits, answer, byHeaders);
        long told = toldWait(policy, answer);
        Outcome.Refusal refusal = new Outcome.Refusal(
                rule.map(AnswerRule::limit).orElse(null),
                told == 0 ? 0 : told + rule.map(AnswerRule::addMillis).orElse(0L),
                ownForm(answer, byHeaders),
                rule.map(AnswerRule::undone).orElse(verdict.isRefusal()),
                rule.map(AnswerRule::hold).orElse(HoldRule.DEFAULT));
        return new Outcome.Answered(
                verdict,
                answer.status(),
                answer.sentAt(),
                answer.answeredAt(),
                refusal,
                words,
                spent(policy, endpoint, answer),
                Times.date(answer));
    }

    /** What the call took, of the limits of which the answer tells that. */
    private static Map<String, Long> spent(Policy policy, String endpoint, Answer answer) {
        Map<String, CostRule> costs = policy.details(endpoint).costs();
        if (costs.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> spent = new HashMap<>();
        costs.forEach((limit, rule) -> rule.told().spent(answer).ifPresent(units -> spent.put(limit, units)));
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

    /** Epoch ms until which the answer asks to stay away; 0 where it does not. */
    private static long toldWait(Policy policy, Answer answer) {
        for (Signal signal : policy.signals()) {
            Signal.Source source = signal.retryAfter();
            if (source != null) {
                Optional<Times.Interval> told = Times.read(source.read(answer), source.unit(), answer);
                if (told.isPresent()) {
                    return told.get().to();
                }
            }
        }
        return Times.read(answer.header("retry-after"), Signal.Unit.DETECTED, answer)
                .or(() -> Times.read(answer.header("x-ratelimit-retry-after"), Signal.Unit.DETECTED, answer))
                .map(Times.Interval::to)
                .orElse(0L);
    }

    private static List<Outcome.Said> words(Policy policy, List<Limit> limits, Answer answer, List<Word> byHeaders) {
        List<Outcome.Said> words = new ArrayList<>();
        for (Signal signal : policy.signals()) {
            boolean here = signal.limit() == null
                    || limits.stream().anyMatch(limit -> limit.name().equals(signal.limit()));
            if (here) {
                word(signal, answer)
                        .ifPresent(word ->
                                words.add(new Outcome.Said(target(signal.limit()), word, OptionalLong.empty())));
            }
        }
        if (words.isEmpty()) {
            for (Word word : byHeaders) {
                words.add(new Outcome.Said(target(meant(limits, word)), word, OptionalLong.empty()));
            }
        }
        return words;
    }

    private static Target target(@Nullable String limit) {
        return limit == null ? new Target.Unnamed() : new Target.Declared(limit);
    }

    /** The one limit of the endpoint that a word can mean: by its quota, or the only one where it tells none. */
    private static @Nullable String meant(List<Limit> limits, Word word) {
        List<Limit> meant = limits.stream()
                .filter(limit -> word.quota().isEmpty() || word.quota().getAsLong() == limit.quota())
                .toList();
        return meant.size() == 1 ? meant.get(0).name() : null;
    }

    private static Optional<Word> word(Signal signal, Answer answer) {
        OptionalLong quota = number(signal.quota(), answer);
        OptionalLong remaining = number(signal.remaining(), answer);
        OptionalLong used = number(signal.used(), answer);
        if (remaining.isEmpty() && used.isPresent() && quota.isPresent()) {
            remaining = OptionalLong.of(Math.max(0, quota.getAsLong() - used.getAsLong()));
        }
        Signal.Source reset = signal.reset();
        Optional<Times.Interval> ends =
                reset == null ? Optional.empty() : Times.read(reset.read(answer), reset.unit(), answer);
        return Dialects.word(quota, remaining, ends);
    }

    private static OptionalLong number(Signal.@Nullable Source source, Answer answer) {
        return source == null ? OptionalLong.empty() : Dialects.number(source.read(answer));
    }

    /** Whether the API itself answered, not an edge in front of it: it speaks JSON or tells about limits. */
    private static boolean ownForm(Answer answer, List<Word> byHeaders) {
        String type = answer.contentType();
        return type.contains("json") || !byHeaders.isEmpty() || (!type.contains("html") && !type.isEmpty());
    }
}
