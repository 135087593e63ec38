package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.credential.Standing;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Dimension.Fixed;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A provider's members, pools, seats and lanes, and the budgets that they need. */
final class ProviderState {
    /** A lane that nobody came to for so long can be dropped, in ms. */
    private static final long UNUSED_MILLIS = 60_000;

    final Provider provider;
    /** Whether its file is gone: calls in flight are settled, and none is made. */
    boolean withdrawn;

    /** Requests that wait and stand in no line: they back off, or are only to be answered. */
    int backingOff;

    final Elders elders = new Elders();
    final Map<String, Member> members = new LinkedHashMap<>();

    final Needs needs;
    final Learning learning;
    final Buckets buckets;
    final Sharers sharers;
    private final Budgets budgets;
    private final Map<Pool.Key, Pool> pools = new LinkedHashMap<>();
    private final ArrayDeque<Lane> tidied = new ArrayDeque<>();
    private long uses;

    /**
     * @param before the one of the file that this one replaces; null where there was none
     */
    ProviderState(Provider provider, Budgets budgets, @Nullable ProviderState before) {
        this.provider = provider;
        this.budgets = budgets;
        this.learning = before == null ? new Learning(provider) : Learning.after(before.learning, provider);
        this.buckets = before == null ? new Buckets(provider.name()) : before.buckets;
        this.needs = new Needs(provider, budgets, learning, buckets);
        this.sharers = new Sharers(this, budgets);
        if (before == null) {
            buckets.restore(budgets.kept.keySet());
            learning.restore(budgets.kept);
        }
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

    /**
     * The limits of an endpoint are others now: its seats and lanes need other budgets. Who waits keeps its place; who stood
     * behind a budget is looked at again.
     */
    void relimit(String endpoint, Dispatcher dispatcher) {
        for (Pool pool : pools.values()) {
            if (pool.endpoint.name().equals(endpoint)) {
                dispatcher.unclaim(pool);
                pool.seats.forEach(seat -> relimit(pool, seat));
                for (Lane lane : pool.lanes()) {
                    dispatcher.unclaim(lane);
                    List<Budget> before = lane.budgets;
                    lane.budgets = needs.ofRequest(pool.endpoint, pool.cost(), lane.params);
                    budgets.use(lane.budgets);
                    budgets.release(before);
                    lane.leaveQueue();
                    lane.freed();
                }
            }
        }
    }

    /** The pools of these endpoints. */
    List<Pool> pools(Set<String> endpoints) {
        return pools.values().stream()
                .filter(pool -> endpoints.contains(pool.endpoint.name()))
                .toList();
    }

    private void relimit(Pool pool, Seat seat) {
        List<Budget> before = seat.budgets;
        seat.budgets = needs.ofSeat(pool.endpoint, seat.member.credential, pool.cost(), pool.params);
        budgets.use(seat.budgets);
        budgets.release(before);
        Queue queue = seat.queue;
        if (queue != null) {
            queue.remove(seat);
            seat.freed();
        }
    }

    /** A number larger than all before: orders seats by their last use. */
    long nextUse() {
        return ++uses;
    }

    Lane lane(Request request) {
        Endpoint endpoint = provider.endpoint(request.endpoint());
        Cost cost = request.cost().ceiling();
        List<Scope> mixed = needs.scopesOfRequest(endpoint, cost, true);
        List<Scope> own = needs.scopesOfRequest(endpoint, cost, false);
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
            List<Budget> needed = needs.ofRequest(endpoint, cost, request.params());
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
        sharers.join(member);
        for (Pool pool : pools.values()) {
            seat(pool, member);
        }
        return member;
    }

    @Nullable
    Member leave(String credential, Dispatcher dispatcher) {
        Member gone = members.remove(credential);
        if (gone != null) {
            sharers.leave(gone);
            for (Seat seat : gone.seats) {
                dispatcher.unclaim(seat.pool);
                seat.pool.remove(seat);
                budgets.release(seat.budgets);
            }
            gone.seats.clear();
        }
        return gone;
    }

    /** Whether credentials leave by another egress as well. */
    boolean goesElsewhere(String egress) {
        return members.values().stream()
                .anyMatch(member -> !member.credential.egress().equals(egress));
    }

    /** How carefully calls with the credential go, at each endpoint that was asked for. */
    List<PaceBudget> paces(Credential credential) {
        List<PaceBudget> paces = new ArrayList<>();
        for (Endpoint endpoint : provider.endpoints()) {
            budgets.livePace(provider, learning, endpoint.name(), credential).ifPresent(paces::add);
        }
        return paces;
    }

    /** Every budget that a call of a request of the lane with this credential needs. */
    List<Budget> needed(Lane lane, Credential credential) {
        List<Budget> needed = new ArrayList<>(lane.budgets);
        needed.addAll(needs.ofSeat(lane.pool.endpoint, credential, lane.cost(), lane.pool.params));
        return needed;
    }

    /** The credential of a call from before a restart, which may have been withdrawn since, or belong elsewhere now. */
    Member member(Credential credential, long since) {
        Member member = members.get(credential.id());
        if (member != null && member.credential.countsAs(credential)) {
            return member;
        }
        return new Member(credential, Standing.fresh(since));
    }

    /**
     * Takes a word about a limit of the credential from the answer of a call that did not take from it. Where the limit is
     * counted by endpoint, the word must say which of them is meant.
     */
    void hear(Credential credential, Outcome.Said said, Outcome.Answered answer, Consumer<Budget> changed) {
        for (Endpoint endpoint : provider.endpoints()) {
            for (Limit limit : endpoint.limits()) {
                boolean its =
                        said.target().limit().filter(limit::isCalled).isPresent() && limit.counts(credential.labels());
                boolean named = said.target() instanceof Target.Elsewhere elsewhere
                        && elsewhere.endpoints().contains(endpoint.name());
                boolean clear = !limit.scope().ofRequest()
                        && (named || !limit.scope().dimensions().contains(Fixed.ENDPOINT));
                if (its && clear) {
                    LimitBudget budget = needs.limit(limit, endpoint, credential, Map.of());
                    budget.hear(said.word(), answer.sentAt(), answer.answeredAt());
                    changed.accept(budget);
                }
            }
        }
    }

    private void seat(Pool pool, Member member) {
        if (pool.key.eligible().admits(member.credential) && !member.credential.disabled()) {
            List<Budget> needed = needs.ofSeat(pool.endpoint, member.credential, pool.cost(), pool.params);
            Seat seat = new Seat(pool, member, needed, nextUse());
            budgets.use(seat.budgets);
            member.seats.add(seat);
            pool.add(seat);
        }
    }
}
