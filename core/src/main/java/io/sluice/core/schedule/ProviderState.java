package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.credential.Standing;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A provider's members, pools, seats and lanes, and the budgets that they need. */
final class ProviderState {
    /** A lane that nobody came to for so long can be dropped, in ms. */
    private static final long UNUSED_MILLIS = 60_000;

    final Provider provider;
    /** Whether its file is gone: calls in flight are settled, and none is made. */
    boolean withdrawn;

    final Map<String, Member> members = new LinkedHashMap<>();

    private final Budgets budgets;
    private final Map<Pool.Key, Pool> pools = new LinkedHashMap<>();
    private final ArrayDeque<Lane> tidied = new ArrayDeque<>();
    private long uses;

    ProviderState(Provider provider, Budgets budgets) {
        this.provider = provider;
        this.budgets = budgets;
    }

    Collection<Pool> pools() {
        return pools.values();
    }

    /** Its file was replaced: nothing of it needs budgets any more. */
    void retire(Dispatcher dispatcher) {
        List.copyOf(pools.values()).forEach(pool -> drop(pool, dispatcher));
    }

    /**
     * Looks at some lanes; one that nobody came to for a while is dropped, and its pool with the last of them.
     *
     * @return pools that are gone
     */
    List<Pool> tidy(int looks, Dispatcher dispatcher, long now) {
        List<Pool> gone = new ArrayList<>();
        for (int i = Math.min(looks, tidied.size()); i > 0; i--) {
            Lane lane = tidied.remove();
            if (!lane.isIdle() || now - lane.lastUsed <= UNUSED_MILLIS) {
                tidied.add(lane);
            } else if (!lane.pool.retired) {
                dispatcher.unclaim(lane);
                dispatcher.unclaim(lane.pool);
                lane.pool.drop(lane);
                budgets.release(lane.budgets);
                if (lane.pool.lanes().isEmpty()) {
                    drop(lane.pool, dispatcher);
                    gone.add(lane.pool);
                }
            }
        }
        return gone;
    }

    private void drop(Pool pool, Dispatcher dispatcher) {
        dispatcher.scatter(pool);
        pools.remove(pool.key, pool);
        for (Seat seat : pool.seats) {
            budgets.release(seat.budgets);
            seat.member.seats.remove(seat);
        }
        pool.lanes().forEach(lane -> budgets.release(lane.budgets));
    }

    /** A number larger than all before: orders seats by their last use. */
    long nextUse() {
        return ++uses;
    }

    Lane lane(Request request) {
        Endpoint endpoint = provider.endpoint(request.endpoint());
        Cost cost = request.cost().ceiling();
        List<Scope> mixed = scopesOfRequest(endpoint, cost, true);
        List<Scope> own = scopesOfRequest(endpoint, cost, false);
        Pool.Key key =
                new Pool.Key(endpoint.name(), request.eligible(), cost, ScopeKey.ofParams(mixed, request.params()));
        Pool pool = pools.get(key);
        if (pool == null) {
            pool = new Pool(this, key, endpoint, request.params());
            pools.put(key, pool);
            for (Member member : members.values()) {
                seat(pool, member);
            }
        }
        ScopeKey laneKey = ScopeKey.ofParams(own, request.params());
        Lane lane = pool.lane(laneKey);
        if (lane == null) {
            List<Budget> needed = ofRequest(endpoint, cost, request.params());
            budgets.use(needed);
            lane = new Lane(pool, laneKey, request.params(), needed);
            pool.addLane(lane);
            tidied.add(lane);
        }
        return lane;
    }

    /** Adds a member and its seats in the pools that admit it. */
    Member join(Member member, Dispatcher dispatcher) {
        leave(member.credential.id(), dispatcher);
        members.put(member.credential.id(), member);
        for (Pool pool : pools.values()) {
            seat(pool, member);
        }
        return member;
    }

    @Nullable
    Member leave(String credential, Dispatcher dispatcher) {
        Member gone = members.remove(credential);
        if (gone != null) {
            for (Seat seat : gone.seats) {
                dispatcher.unclaim(seat.pool);
                seat.pool.remove(seat);
                budgets.release(seat.budgets);
            }
            gone.seats.clear();
        }
        return gone;
    }

    HoldBudget providerHold() {
        return budgets.hold(provider.name(), ScopeKey.WHOLE);
    }

    HoldBudget credentialHold(Credential credential) {
        return budgets.hold(provider.name(), keyOf(credential));
    }

    HoldBudget endpointHold(Credential credential, String endpoint) {
        return budgets.hold(provider.name(), keyOf(credential).and(Dimension.Fixed.ENDPOINT, endpoint));
    }

    HoldBudget egressHold(String egress) {
        return budgets.hold(provider.name(), ScopeKey.of(Dimension.Fixed.EGRESS, egress));
    }

    /** The hold of a scope, for a call of that endpoint, credential and parameters. */
    HoldBudget hold(Scope scope, String endpoint, @Nullable Credential credential, Map<String, String> params) {
        return budgets.hold(provider.name(), ScopeKey.of(scope, endpoint, credential, params));
    }

    private static ScopeKey keyOf(Credential credential) {
        return ScopeKey.of(Dimension.Fixed.CREDENTIAL, credential.id());
    }

    /** The budgets that a request of the endpoint needs whichever credential makes its call. */
    private List<Budget> ofRequest(Endpoint endpoint, Cost cost, Map<String, String> params) {
        List<Budget> needed = new ArrayList<>();
        for (Scope scope : provider.holdScopes()) {
            if (scope.ofRequest() && !scope.ofCredential()) {
                needed.add(hold(scope, endpoint.name(), null, params));
            }
        }
        for (Limit limit : endpoint.limits()) {
            if (limit.scope().ofRequest() && !limit.ofCredential() && cost.of(limit.name()) > 0) {
                needed.add(limitBudget(limit, endpoint, null, params));
            }
        }
        return needed;
    }

    /** Every budget that a call of the endpoint with this credential needs, but those of request parameters alone. */
    private List<Budget> needed(Endpoint endpoint, Credential credential, Cost cost, Map<String, String> params) {
        Set<Budget> needed = new LinkedHashSet<>();
        needed.add(providerHold());
        needed.add(egressHold(credential.egress()));
        needed.add(credentialHold(credential));
        needed.add(endpointHold(credential, endpoint.name()));
        for (Scope scope : provider.holdScopes()) {
            if (!scope.ofRequest() || scope.ofCredential()) {
                needed.add(hold(scope, endpoint.name(), credential, params));
            }
        }
        for (Limit limit : endpoint.limits()) {
            boolean ofSeat = !limit.scope().ofRequest() || limit.ofCredential();
            if (ofSeat && cost.of(limit.name()) > 0 && limit.counts(credential.labels())) {
                needed.add(limitBudget(limit, endpoint, credential, params));
            }
        }
        needed.add(budgets.concurrency(provider, credential.egress()));
        needed.add(budgets.places(credential.egress()));
        return List.copyOf(needed);
    }

    /** Every budget that a call of a request of the lane with this credential needs. */
    List<Budget> needed(Lane lane, Credential credential) {
        List<Budget> needed = new ArrayList<>(lane.budgets);
        needed.addAll(needed(lane.pool.endpoint, credential, lane.cost(), lane.pool.params));
        return needed;
    }

    /** The credential of a call from before a restart, which may have been withdrawn since. */
    Member member(Credential credential, long since) {
        Member member = members.get(credential.id());
        return member != null ? member : new Member(credential, Standing.fresh(since));
    }

    /** Takes a word about a limit of the credential from the answer of a call that did not take from it. */
    void hear(Credential credential, Outcome.Said said, Outcome.Answered answer) {
        for (Endpoint endpoint : provider.endpoints()) {
            for (Limit limit : endpoint.limits()) {
                boolean its = said.target().isDeclared(limit) && limit.counts(credential.labels());
                if (its && !limit.scope().ofRequest()) {
                    LimitBudget budget = limitBudget(limit, endpoint, credential, Map.of());
                    budget.hear(said.word(), answer.sentAt(), answer.answeredAt());
                    budgets.touch(budget);
                }
            }
        }
    }

    private void seat(Pool pool, Member member) {
        if (pool.key.eligible().admits(member.credential) && !member.credential.disabled()) {
            List<Budget> needed = needed(pool.endpoint, member.credential, pool.cost(), pool.params);
            Seat seat = new Seat(pool, member, needed, nextUse());
            budgets.use(seat.budgets);
            member.seats.add(seat);
            pool.add(seat);
        }
    }

    private LimitBudget limitBudget(
            Limit limit, Endpoint endpoint, @Nullable Credential credential, Map<String, String> params) {
        ScopeKey scopeKey = ScopeKey.of(limit.scope(), endpoint.name(), credential, params);
        return budgets.limit(new BudgetId(provider.name(), limit.name(), scopeKey), limit);
    }

    /** The scopes of the limits and holds that a request's parameters decide, together with its credential or alone. */
    private List<Scope> scopesOfRequest(Endpoint endpoint, Cost cost, boolean ofCredentialToo) {
        List<Scope> scopes = new ArrayList<>();
        for (Scope scope : provider.holdScopes()) {
            if (scope.ofRequest() && scope.ofCredential() == ofCredentialToo) {
                scopes.add(scope);
            }
        }
        for (Limit limit : endpoint.limits()) {
            if (limit.scope().ofRequest() && limit.ofCredential() == ofCredentialToo && cost.of(limit.name()) > 0) {
                scopes.add(limit.scope());
            }
        }
        return scopes;
    }
}
