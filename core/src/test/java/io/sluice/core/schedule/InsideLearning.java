package io.sluice.core.schedule;

import io.sluice.core.learn.Learned;
import io.sluice.core.provider.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Looks into a scheduler for what is learned of limits, and who looks at it. */
public final class InsideLearning {
    private final Scheduler scheduler;
    private final long now;

    public InsideLearning(Scheduler scheduler, long now) {
        this.scheduler = scheduler;
        this.now = now;
    }

    /** What is known of limits, as text by what it is about; at present more may be tried than refusals have told. */
    public Map<String, String> learned() {
        Map<String, String> all = new TreeMap<>();
        eachLearned((about, limits) -> all.put(
                about,
                limits.stream()
                        .filter(one -> one.from() == Learned.From.HEADERS)
                        .map(one -> one.limit().toString())
                        .sorted()
                        .toList()
                        .toString()));
        for (ProviderState state : scheduler.providers.values()) {
            state.learning.learner.save().stream()
                    .filter(kept -> kept.endpoints().isEmpty())
                    .forEach(kept -> all.put(
                            state.provider.name() + ' ' + kept.name() + ' ' + kept.scopeKey(),
                            kept.numbers().toString()));
        }
        return all;
    }

    /** Each endpoint and credential with what is learned of it. */
    public void eachLearned(BiConsumer<String, List<Learned>> to) {
        for (ProviderState state : scheduler.providers.values()) {
            for (Member member : state.members.values()) {
                for (Endpoint endpoint : state.provider.endpoints()) {
                    List<Learned> limits = state.learning.limits(endpoint.name(), member.credential);
                    to.accept(state.provider.name() + ' ' + endpoint.name() + ' ' + member.credential.id(), limits);
                }
            }
        }
    }

    /** Seats that do not look at a limit which is learned of their calls, or are let go while nothing may leave. */
    public List<String> unlimited() {
        List<String> all = new ArrayList<>();
        for (ProviderState state : scheduler.providers.values()) {
            for (Pool pool : state.pools()) {
                for (Seat seat : pool.seats) {
                    state.learning.limits(pool.endpoint.name(), seat.member.credential).stream()
                            .map(Learned::limit)
                            .filter(limit -> seat.budgets.stream()
                                    .noneMatch(one -> one instanceof LimitBudget budget && budget.limit.equals(limit)))
                            .forEach(limit -> all.add(limit + " is not looked at by " + seat.member.credential.id()));
                    for (Budget budget : seat.budgets) {
                        long shut = budget instanceof PaceBudget
                                ? state.learning
                                        .pace(pool.endpoint.name(), seat.member.credential)
                                        .shutUntil()
                                : 0;
                        if (shut > now && budget.closedUntil() < shut) {
                            all.add(budget.id + " is open though it is shut until " + shut);
                        }
                    }
                }
            }
        }
        return all;
    }
}
