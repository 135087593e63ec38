package io.sluice.policy.explain;

import io.sluice.core.meter.Word;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.HoldRule;
import io.sluice.core.provider.Learn;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Names;
import io.sluice.core.provider.Provider;
import io.sluice.core.schedule.Oddity;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Target;
import io.sluice.core.schedule.Verdict;
import io.sluice.policy.Matched;
import io.sluice.policy.Policy;
import io.sluice.policy.answer.Answer;
import io.sluice.policy.answer.AnswerRule;
import io.sluice.policy.answer.Answers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What an answer to a first call comes to, in the words of a provider's file.
 *
 * @param rule which of the file's answers it is, from 0; empty: what it means by default
 * @param limit the limit that refused
 * @param hold what a refusal closes where no limit did it, as a scope; empty scope: the whole provider
 * @param learned whether what a refusal closes is left to what is learned of limits, but for a wait that it tells
 * @param waitsMillis for how long that, or the limit, is closed; empty where nothing is
 * @param tells what it tells about limits
 * @param takes budget units that the call took of the endpoint's limits
 * @param oddities what it tells that is not believed
 */
public record Meaning(
        Verdict is,
        OptionalInt rule,
        Optional<String> limit,
        Optional<List<String>> hold,
        boolean learned,
        OptionalLong waitsMillis,
        List<Told> tells,
        Map<String, Long> takes,
        List<String> oddities) {
    private static final List<String> CREDENTIAL_AND_ENDPOINT = List.of("credential", "endpoint");

    /**
     * What is told about a limit.
     *
     * @param limit its name; empty where the answer gives none and the file declares none that is meant
     * @param declared whether the file declares it
     * @param reset how long until its window ends
     */
    public record Told(
            String limit, boolean declared, OptionalLong quota, OptionalLong remaining, Optional<Span> reset) {}

    /**
     * A time from the answer on, as far as its grain tells.
     *
     * @param leastMillis no earlier than this
     * @param mostMillis no later than this
     */
    public record Span(long leastMillis, long mostMillis) {}

    /** What an answer comes to that a matched request got. */
    public static Meaning of(Policy policy, Matched request, Answer answer, long answeredAt) {
        Outcome.Answered outcome = Answers.read(policy.reading(request.endpoint()), answer);
        List<Limit> limits = policy.provider().endpoint(request.endpoint()).limits();
        boolean closes = outcome.verdict().isRefusal() || outcome.verdict() == Verdict.OVERLOADED;
        Optional<Outcome.Said> spent = outcome.words().stream()
                .filter(said -> said.word().spent()
                        && limits.stream().anyMatch(limit -> said.target().isDeclared(limit)))
                .findFirst();
        Optional<String> limit = outcome.verdict().isRefusal() ? limit(outcome, limits, spent) : Optional.empty();
        boolean learned = limit.isEmpty() && teaches(policy.provider(), outcome);
        boolean open = learned && outcome.refusal().until() <= answeredAt;
        List<String> door = learned ? CREDENTIAL_AND_ENDPOINT : door(outcome);
        return new Meaning(
                outcome.verdict(),
                rule(policy, answer),
                limit,
                closes && !open && limit.isEmpty() ? Optional.of(door) : Optional.empty(),
                learned,
                closes && !open
                        ? OptionalLong.of(waits(outcome, limit.flatMap(name -> spent), answeredAt))
                        : OptionalLong.empty(),
                outcome.words().stream().map(said -> told(said, answeredAt)).toList(),
                takes(request, outcome, limits),
                outcome.oddities().stream().map(Meaning::odd).toList());
    }

    private static OptionalInt rule(Policy policy, Answer answer) {
        List<AnswerRule> rules = policy.reading(Provider.OTHER).rules();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).when().matches(answer)) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    private static Optional<String> limit(Outcome.Answered outcome, List<Limit> limits, Optional<Outcome.Said> spent) {
        String named = outcome.refusal().limit();
        if (named != null && limits.stream().anyMatch(limit -> limit.isCalled(named))) {
            return Optional.of(named);
        }
        return spent.map(said -> name(said.target()));
    }

    /** Whether the scheduler looks for a limit instead of closing a door: nothing says which. */
    private static boolean teaches(Provider provider, Outcome.Answered outcome) {
        boolean bare = outcome.verdict() == Verdict.OVERLOADED && outcome.status() == 503;
        boolean refused = bare || outcome.verdict() == Verdict.THROTTLED;
        return provider.learn() == Learn.CAREFUL
                && refused
                && !outcome.refusal().isNamed();
    }

    /** The door that the scheduler closes for a first refusal where no limit did it. */
    private static List<String> door(Outcome.Answered outcome) {
        HoldRule hold = outcome.refusal().hold();
        if (hold.scope().isPresent()) {
            return hold.scope().get().dimensions().stream().map(Dimension::text).toList();
        }
        if (outcome.verdict() == Verdict.OVERLOADED) {
            return List.of();
        }
        return outcome.refusal().ownForm() ? CREDENTIAL_AND_ENDPOINT : List.of("egress");
    }

    private static long waits(Outcome.Answered outcome, Optional<Outcome.Said> spent, long now) {
        long until = outcome.refusal().hold().until(outcome.refusal().until(), 1, now);
        long reset = spent.map(said -> said.word().resetTo()).orElse(Word.NO_RESET);
        return Math.max(until, reset) - now;
    }

    private static Told told(Outcome.Said said, long now) {
        Word word = said.word();
        return new Told(
                name(said.target()),
                said.target().limit().isPresent(),
                word.quota(),
                word.remaining(),
                word.tellsReset()
                        ? Optional.of(new Span(word.resetFrom() - now, word.resetTo() - now))
                        : Optional.empty());
    }

    private static String odd(Oddity oddity) {
        return Names.word(oddity.kind()) + ", " + oddity.what();
    }

    private static String name(Target target) {
        return target.limit().orElse(target instanceof Target.Named named ? named.name() : "");
    }

    private static Map<String, Long> takes(Matched request, Outcome.Answered outcome, List<Limit> limits) {
        Map<String, Long> takes = new LinkedHashMap<>();
        for (Limit limit : limits) {
            long set = request.cost().of(limit.name());
            takes.put(limit.name(), set == 0 ? 0 : outcome.spent().getOrDefault(limit.name(), set));
        }
        return takes;
    }
}
