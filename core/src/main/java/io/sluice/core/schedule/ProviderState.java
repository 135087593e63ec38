package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.Standing;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A provider's members, pools, seats and lanes, and the budgets that they need. */
final class ProviderState {
    final Provider provider;
    final Map<String, Member> members = new LinkedHashMap<>();

    private final Budgets budgets;
    private final Map<String, Endpoint> endpoints = new HashMap<>();
    private final Map<Pool.Key, Pool> pools = new LinkedHashMap<>();
    private long uses;

    ProviderState(Provider provider, Budgets budgets) {
        this.provider = provider;
        this.budgets = budgets;
        provider.endpoints().forEach(endpoint -> endpoints.put(endpoint.name(), endpoint));
    }

    Collection<Pool> pools() {
        return pools.values();
    }

    Endpoint endpoint(String name) {
        Endpoint endpoint = endpoints.get(name);
        return endpoint != null
                ? endpoint
                : provider.endpoints().get(provider.endpoints().size() - 1);
    }

    /** Its file was replaced: whatever stands behind budgets for it leaves. */
    void retire() {
        pools.values().forEach(pool -> pool.retired = true);
    }

    /** A number larger than all before: orders seats by their last use. */
    long nextUse() {
        return ++uses;
    }

    Lane lane(Request request) {
        Endpoint endpoint = endpoint(request.endpoint());
        List<Limit> mixed = limits(endpoint, true);
        List<Limit> own = limits(endpoint, false);
        Pool.Key key =
                new Pool.Key(endpoint.name(), request.eligible(), request.cost(), Keys.params(mixed, request.params()));
        Pool pool = pools.get(key);
        if (pool == null) {
            pool = new Pool(this, key, endpoint, request.params());
            pools.put(key, pool);
            for (Member member : members.values()) {
                seat(pool, member);
            }
            pool.countUsable();
        }
        String laneKey = Keys.params(own, request.params());
        Lane lane = pool.lane(laneKey);
        if (lane == null) {
            List<Budget> needed = new ArrayList<>();
            own.forEach(limit -> needed.add(limitBudget(limit, endpoint, null, request.params())));
            lane = new Lane(pool, name(key, laneKey), request.params(), needed);
            pool.addLane(laneKey, lane);
        }
        return lane;
    }

    /** Adds a member and its seats in the pools that admit it. */
    Member join(Member member) {
        leave(member.credential.id());
        members.put(member.credential.id(), member);
        for (Pool pool : pools.values()) {
            seat(pool, member);
            pool.countUsable();
        }
        return member;
    }

    @Nullable
    Member leave(String credential) {
        Member gone = members.remove(credential);
        if (gone != null) {
            for (Seat seat : gone.seats) {
                seat.pool.remove(seat);
                seat.pool.countUsable();
            }
            gone.seats.clear();
        }
        return gone;
    }

    HoldBudget providerHold() {
        return budgets.hold(provider.name(), "");
    }

    HoldBudget credentialHold(Credential credential) {
        return budgets.hold(provider.name(), Keys.of("credential", credential.id()));
    }

    HoldBudget endpointHold(Credential credential, String endpoint) {
        return budgets.hold(
                provider.name(), Keys.of("credential", credential.id()) + ',' + Keys.of("endpoint", endpoint));
    }

    HoldBudget egressHold(String egress) {
        return budgets.hold(provider.name(), Keys.of("egress", egress));
    }

    /** Every budget that a call of the endpoint with this credential needs, but those of request parameters alone. */
    private List<Budget> needed(Endpoint endpoint, Credential credential, Map<String, String> params) {
        List<Budget> needed = new ArrayList<>();
        needed.add(providerHold());
        needed.add(egressHold(credential.egress()));
        needed.add(credentialHold(credential));
        needed.add(endpointHold(credential, endpoint.name()));
        for (Limit limit : endpoint.limits()) {
            if (!limit.scope().ofRequest() || limit.scope().ofCredential()) {
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
        needed.addAll(needed(lane.pool.endpoint, credential, lane.pool.params));
        return needed;
    }

    /** The credential of a call from before a restart, which may have been withdrawn since. */
    Member member(Call call) {
        Member member = members.get(call.credential());
        return member != null
                ? member
                : new Member(
                        new Credential(
                                call.provider(),
                                call.credential(),
                                call.account(),
                                call.provider(),
                                call.egress(),
                                Map.of(),
                                true),
                        Standing.fresh(call.notBefore()));
    }

    private void seat(Pool pool, Member member) {
        if (pool.key.eligible().admits(member.credential)) {
            Seat seat = new Seat(pool, member, needed(pool.endpoint, member.credential, pool.params), nextUse());
            pool.seats.add(seat);
            member.seats.add(seat);
            pool.list(seat);
        }
    }

    private LimitBudget limitBudget(
            Limit limit, Endpoint endpoint, @Nullable Credential credential, Map<String, String> params) {
        String scopeKey = Keys.of(limit.scope(), endpoint.name(), credential, params);
        return budgets.limit(new BudgetId(provider.name(), limit.name(), scopeKey), limit);
    }

    private static List<Limit> limits(Endpoint endpoint, boolean ofCredentialToo) {
        return endpoint.limits().stream()
                .filter(limit -> limit.scope().ofRequest() && limit.scope().ofCredential() == ofCredentialToo)
                .toList();
    }

    private String name(Pool.Key key, String laneKey) {
        return provider.name()
                + '/'
                + key.endpoint()
                + '/'
                + key.eligible()
                + (key.cost() == 1 ? "" : "x" + key.cost())
                + key.params()
                + laneKey;
    }
}
