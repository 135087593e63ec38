package io.sluice.core.schedule;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.learn.Learned;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Shows the scheduler's state to people. */
final class Views {
    /** Budgets of a credential that are shown of those of request parameters, and holds: their record must stay small. */
    private static final int MOST_OF_REQUESTS = 50;

    /** Characters of the longest key of one of these that is shown. */
    private static final int MOST_OF_A_KEY = 1_000;

    private Views() {}

    static void credentials(
            Set<Member> changed,
            Map<String, ProviderState> providers,
            int limit,
            long now,
            Consumer<CredentialView> to) {
        for (Member member : changed) {
            ProviderState state = providers.get(member.credential.provider());
            if (state != null) {
                state.sharers.lookAgain();
            }
        }
        providers.values().forEach(state -> state.sharers.addTo(changed));
        Iterator<Member> members = changed.iterator();
        for (int i = 0; i < limit && members.hasNext(); i++) {
            Member member = members.next();
            members.remove();
            ProviderState state = providers.get(member.credential.provider());
            if (state != null && state.members.get(member.credential.id()) == member) {
                state.sharers.shown(member);
                to.accept(credential(member, state, now));
            }
        }
    }

    static QueueView queue(ProviderState state, Flights flights, long now) {
        long waiting = state.pools().stream().mapToLong(pool -> pool.waiting).sum();
        Pool oldest = state.pools().stream()
                .filter(pool -> pool.waiting > 0)
                .min((a, b) -> Long.compare(a.ticket(), b.ticket()))
                .orElse(null);
        Budget blocker = oldest == null ? closed(state, now) : oldest.usable > 0 ? oldest.outlook.ofLine(now) : null;
        long next = next(oldest, blocker, now);
        Pending elder = state.elders.first();
        Long ticket = oldest == null || oldest.ticket() == Long.MAX_VALUE ? null : oldest.ticket();
        return new QueueView(
                state.provider.name(),
                waiting,
                state.backingOff,
                flights.of(state.provider.name()),
                why(oldest, blocker, now),
                blocker == null ? null : blocker.limitName(),
                blocker == null ? null : blocker.id.scopeKey(),
                next == Scheduler.NEVER ? null : Long.valueOf(next),
                elder == null ? null : elder.id,
                ticket);
    }

    /** Where nobody stands in line and some back off: the provider, if that is closed. */
    private static @Nullable Budget closed(ProviderState state, long now) {
        if (state.backingOff == 0) {
            return null;
        }
        Budget hold = state.needs.providerHold();
        return hold.closedUntil() > now ? hold : null;
    }

    private static long next(@Nullable Pool oldest, @Nullable Budget blocker, long now) {
        if (oldest == null) {
            return blocker == null ? Scheduler.NEVER : blocker.closedUntil();
        }
        return blocker == null ? oldest.emptyUntil : blocker.freeAt(oldest.cost(), now);
    }

    private static Wait.@Nullable Why why(@Nullable Pool pool, @Nullable Budget blocker, long now) {
        if (pool != null && pool.usable == 0) {
            return Wait.Why.NO_CREDENTIAL;
        }
        if (blocker == null) {
            return pool == null ? null : Wait.Why.STARTING;
        }
        return blocker.why(now);
    }

    private static CredentialView credential(Member member, ProviderState state, long now) {
        Map<LimitBudget, Set<String>> limits = new LinkedHashMap<>();
        Set<Budget> closed = new LinkedHashSet<>();
        BiConsumer<Budget, String> show = (budget, endpoint) -> {
            if (budget.closedUntil() > now) {
                closed.add(budget);
            }
            if (budget instanceof LimitBudget limit) {
                limits.computeIfAbsent(limit, key -> new LinkedHashSet<>()).add(endpoint);
            }
        };
        for (Seat seat : member.seats) {
            seat.budgets.forEach(budget -> show.accept(budget, seat.pool.endpoint.name()));
        }
        for (Endpoint endpoint : state.provider.endpoints()) {
            state.needs.made(endpoint, member.credential).forEach(budget -> show.accept(budget, endpoint.name()));
        }
        List<CredentialView.Hold> holds = few(
                        closed,
                        budget -> budget.id.scopeKey(),
                        Comparator.comparingLong(budget -> -budget.closedUntil()))
                .stream()
                .map(budget -> new CredentialView.Hold(budget.id.scopeKey(), budget.closedUntil(), budget.closedWhy()))
                .toList();
        List<CredentialView.BudgetView> budgets = new ArrayList<>();
        limits.forEach(
                (budget, endpoints) -> budgets.add(known(budget.view(List.copyOf(endpoints), now), member, state)));
        budgets.addAll(learned(member, state, limits.keySet()));
        return new CredentialView(
                member.credential,
                member.standing(),
                holds,
                few(budgets, CredentialView.BudgetView::scopeKey, CredentialView.BudgetView.FULLEST_FIRST));
    }

    /**
     * All of them, but only the first few of those counted by request parameters: there may be one for each request.
     *
     * @param order which of those are the first
     */
    private static <T> List<T> few(Collection<T> all, Function<T, ScopeKey> key, Comparator<T> order) {
        Predicate<T> ofRequest = one -> key.apply(one).ofRequest();
        if (all.stream().noneMatch(ofRequest)) {
            return List.copyOf(all);
        }
        Set<T> shown = all.stream()
                .filter(ofRequest)
                .filter(one -> key.apply(one).text().length() <= MOST_OF_A_KEY)
                .sorted(order)
                .limit(MOST_OF_REQUESTS)
                .collect(Collectors.toSet());
        return all.stream()
                .filter(one -> !ofRequest.test(one) || shown.contains(one))
                .toList();
    }

    /** A learned limit as far as it is known, whatever is tried. */
    private static CredentialView.BudgetView known(
            CredentialView.BudgetView budget, Member member, ProviderState state) {
        if (budget.learned() == null) {
            return budget;
        }
        return state.learning.known(budget.endpoints().get(0), member.credential).stream()
                .filter(one -> one.limit().name().equals(budget.limit()))
                .findFirst()
                .map(budget::known)
                .orElse(budget);
    }

    /** What was learned of limits that nothing is spent of, such as after a restart. */
    private static Collection<CredentialView.BudgetView> learned(
            Member member, ProviderState state, Set<LimitBudget> live) {
        Set<String> shown = live.stream().map(Budget::limitName).collect(Collectors.toSet());
        Map<String, CredentialView.BudgetView> unspent = new LinkedHashMap<>();
        for (Endpoint endpoint : state.provider.endpoints()) {
            for (Learned learned : state.learning.known(endpoint.name(), member.credential)) {
                Limit limit = learned.limit();
                if (!shown.contains(limit.name())) {
                    ScopeKey key = ScopeKey.of(limit.scope(), endpoint.name(), member.credential, Map.of());
                    unspent.merge(
                            limit.name() + key.text(),
                            CredentialView.BudgetView.unspent(learned, key, endpoint.name()),
                            CredentialView.BudgetView::alsoOf);
                }
            }
        }
        return unspent.values();
    }
}
