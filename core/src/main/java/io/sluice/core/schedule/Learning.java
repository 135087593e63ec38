package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.learn.Departure;
import io.sluice.core.learn.Learned;
import io.sluice.core.learn.Learner;
import io.sluice.core.learn.Observation;
import io.sluice.core.learn.Pace;
import io.sluice.core.learn.SavedLimit;
import io.sluice.core.learn.Told;
import io.sluice.core.provider.Learn;
import io.sluice.core.provider.Provider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is learned of a provider's limits, as far as its file lets that be. */
final class Learning {
    /** Begins the limit in the id under which something learned is kept; then come its name and its endpoints. */
    private static final String ID = "~learned/";

    /** A provider that has too much to do may be a limiter that says no more than this (nginx limit_req by default). */
    private static final int BARE = 503;

    private final Provider provider;
    final Learner learner;
    private final Outage outage = new Outage();
    private long departed;
    private final Map<BudgetId, List<Long>> kept = new HashMap<>();
    private final Set<PaceBudget> refused = new LinkedHashSet<>();

    Learning(Provider provider) {
        this(provider, new Learner(provider.learn() == Learn.CAREFUL));
    }

    private Learning(Provider provider, Learner learner) {
        this.provider = provider;
        this.learner = learner;
    }

    boolean isOn() {
        return provider.learn() != Learn.OFF;
    }

    /** Whether anything is learned of calls to an endpoint. */
    boolean isOn(String endpoint) {
        boolean declared = provider.learn() == Learn.UNDECLARED
                && !provider.endpoint(endpoint).limits().isEmpty();
        return isOn() && !declared;
    }

    /** Whether refusals teach, too. */
    boolean isCareful() {
        return provider.learn() == Learn.CAREFUL;
    }

    /** A call leaves. */
    Departure departs(String endpoint, Credential credential) {
        if (!isOn(endpoint)) {
            return Departure.UNCOUNTED;
        }
        Departure departure = learner.departs(endpoint, credential);
        departed = departure.number();
        return departure;
    }

    /** A call ended without an answer that tells of limits while learning is on; returns whether calls are counted otherwise. */
    boolean ended(Flight flight) {
        return learner.ended(flight.call.endpoint(), flight.member.credential);
    }

    /**
     * What an answer is to be taken for, which is then told to {@link #answered}. One that says that there is too much to do, and
     * no more, is a limiter's, perhaps.
     */
    Verdict meaning(Flight flight, Outcome.Answered answer) {
        String endpoint = flight.call.endpoint();
        Credential credential = flight.member.credential;
        if (isBare(answer)) {
            boolean known = learner.knew(endpoint, credential);
            boolean trouble = outage.refuses(flight.departure.number(), departed, answer.answeredAt(), known);
            return trouble ? Verdict.OVERLOADED : Verdict.THROTTLED;
        }
        if (fate(answer.verdict()) != Observation.Fate.UNCLEAR) {
            outage.ends();
        }
        return answer.verdict();
    }

    private boolean isBare(Outcome.Answered answer) {
        return isCareful() && answer.verdict() == Verdict.OVERLOADED && answer.status() == BARE;
    }

    private static Observation.Fate fate(Verdict verdict) {
        return switch (verdict) {
            case OK, FORBIDDEN, FAILED -> Observation.Fate.PASSED;
            case THROTTLED -> Observation.Fate.REFUSED;
            case EXHAUSTED, NEEDS_LOGIN, BANNED, OVERLOADED, TRANSIENT -> Observation.Fate.UNCLEAR;
        };
    }

    /** An answer came while learning is on; returns whether calls are counted otherwise from now on. */
    boolean answered(Flight flight, Outcome.Answered answer, Verdict meaning) {
        boolean trouble = isBare(answer) && meaning == Verdict.OVERLOADED;
        List<Told> told = new ArrayList<>();
        for (Outcome.Said said : answer.words()) {
            if (said.target().limit().isEmpty()) {
                told.add(new Told(name(said.target()), said.word(), said.perMillis()));
            }
        }
        return learner.answered(new Observation(
                flight.call.endpoint(),
                flight.member.credential,
                answer.sentAt(),
                answer.answeredAt(),
                flight.departure,
                trouble ? Observation.Fate.TROUBLE : fate(meaning),
                answer.refusal().until(),
                told));
    }

    List<Learned> limits(String endpoint, Credential credential) {
        return isOn(endpoint) ? learner.limits(endpoint, credential) : List.of();
    }

    /** The limits of such calls as far as they are known, whatever is being tried. */
    List<Learned> known(String endpoint, Credential credential) {
        return isOn(endpoint) ? learner.known(endpoint, credential) : List.of();
    }

    /** The learned limit that a word speaks of, where there is one. */
    Optional<String> limit(Target target, String endpoint) {
        boolean undeclared = isOn(endpoint) && target.limit().isEmpty();
        return undeclared ? learner.limit(name(target), endpoint) : Optional.empty();
    }

    Pace pace(String endpoint, Credential credential) {
        return learner.pace(endpoint, credential);
    }

    boolean admits(String endpoint, Credential credential) {
        return learner.admits(endpoint, credential);
    }

    /** Whether it is known that calls at the same time are counted, and how many may be. */
    boolean isCrowdKnown(String endpoint, Credential credential) {
        return learner.isCrowdKnown(endpoint, credential);
    }

    /** Whether at most one such call leaves until one passes, or calls at the same time are what is counted. */
    boolean holdsBack(String endpoint, Credential credential) {
        return learner.holdsBack(endpoint, credential);
    }

    /** Notes that calls wait behind this budget, since others are in flight. */
    void refuses(PaceBudget budget) {
        refused.add(budget);
    }

    /** The budgets that may be open again after the end of a call, in the order in which they were asked. */
    List<PaceBudget> reopened() {
        List<PaceBudget> all = List.copyOf(refused);
        refused.clear();
        return all;
    }

    /** Says what is to be kept of it since the last time. */
    void keep(Decisions decisions) {
        Map<BudgetId, List<Long>> now = new HashMap<>();
        for (SavedLimit one : learner.save()) {
            String name = ID + one.name() + '/' + String.join(",", one.endpoints());
            now.put(new BudgetId(provider.name(), name, one.scopeKey()), one.numbers());
        }
        now.forEach((id, numbers) -> {
            if (!numbers.equals(kept.get(id))) {
                decisions.keep(id, numbers.stream().mapToLong(Long::longValue).toArray());
            }
        });
        kept.keySet().stream().filter(id -> !now.containsKey(id)).toList().forEach(decisions::forget);
        kept.clear();
        kept.putAll(now);
    }

    /** Forgets what refusals told where they do not teach any more. */
    void tidy(Decisions decisions) {
        if (!isCareful()) {
            List<BudgetId> gone =
                    kept.keySet().stream().filter(Learning::isOfRefusals).toList();
            gone.forEach(decisions::forget);
            gone.forEach(kept::remove);
        }
    }

    /** Whether it was learned from refusals: then the id names no endpoint whose answers tell of it. */
    private static boolean isOfRefusals(BudgetId id) {
        return id.limit().endsWith("/");
    }

    static boolean isLearned(BudgetId id) {
        return id.limit().startsWith(ID);
    }

    /** Takes what was kept; before anything else. */
    void restore(Map<BudgetId, long[]> all) {
        List<SavedLimit> learned = new ArrayList<>();
        all.forEach((id, numbers) -> {
            if (isLearned(id) && id.provider().equals(provider.name())) {
                String[] parts = id.limit().substring(ID.length()).split("/", 2);
                List<String> endpoints = parts[1].isEmpty() ? List.of() : List.of(parts[1].split(","));
                List<Long> values = new ArrayList<>();
                for (long number : numbers) {
                    values.add(number);
                }
                kept.put(id, values);
                learned.add(new SavedLimit(parts[0], id.scopeKey(), endpoints, values));
            }
        });
        if (isOn()) {
            learner.restore(learned);
        }
    }

    /** The provider's file was replaced: learning goes on, also from the calls that are in flight. */
    static Learning after(Learning before, Provider provider) {
        boolean likewise = before.isOn() && before.isCareful() == (provider.learn() == Learn.CAREFUL);
        Learning next = likewise ? new Learning(provider, before.learner) : new Learning(provider);
        next.kept.putAll(before.kept);
        next.departed = before.departed;
        if (next.isOn() && !likewise) {
            next.learner.restore(before.learner.save());
        }
        return next;
    }

    private static @Nullable String name(Target target) {
        return target instanceof Target.Named named ? named.name() : null;
    }
}
