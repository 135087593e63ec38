package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.meter.Debit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls whose outcomes have not come. */
final class Flights {
    private static final int MOST_LOST = 1_000;

    final Map<String, Flight> byCall = new HashMap<>();
    private final Timers<Flight> leases = new Timers<>();
    /** The calls whose leases ended last. */
    private final Map<String, Flight> lost = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Flight> eldest) {
            return size() > MOST_LOST;
        }
    };

    void add(Flight flight) {
        byCall.put(flight.call.id(), flight);
        leases.set(flight, flight.call.lease());
        List<Flight> before = predecessors(flight);
        before.forEach(one -> one.successors.add(flight));
        if (before.isEmpty()) {
            flight.depart();
        }
    }

    /** A call that was taken off was judged: those that came after it may have left. */
    void succeed(Flight gone) {
        for (Flight next : gone.successors) {
            if (predecessors(next).isEmpty()) {
                next.depart();
            }
        }
        gone.successors.clear();
    }

    /** The calls in flight that it comes after. */
    private List<Flight> predecessors(Flight flight) {
        return flight.call.after().stream()
                .map(byCall::get)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Brings back a call from before a restart; it counts at its budgets again. */
    Flight resume(Request request, Call call, ProviderState state, Credential credential) {
        Lane lane = state.lane(request);
        Pending pending = lane.pending(request);
        pending.stage = Pending.Stage.IN_FLIGHT;
        Member member = state.member(credential, call.notBefore());
        List<Budget> needed = state.needed(lane, member.credential);
        Debit[] debits = new Debit[needed.size()];
        for (int i = 0; i < debits.length; i++) {
            debits[i] = needed.get(i).resume(lane.cost(), call.notBefore());
        }
        Flight flight = new Flight(call, pending, member, needed, debits);
        add(flight);
        return flight;
    }

    /** A call that is in flight. */
    Flight flying(String callId) {
        return Objects.requireNonNull(byCall.get(callId));
    }

    /** Takes a call off; null where it is not in flight. */
    @Nullable
    Flight end(String callId) {
        Flight flight = byCall.remove(callId);
        if (flight != null) {
            leases.remove(flight);
        }
        return flight;
    }

    /** Takes a call off whose lease ended before the given instant; null where there is none. */
    @Nullable
    Flight expired(long before) {
        Flight flight = leases.due(before - 1);
        if (flight != null) {
            byCall.remove(flight.call.id());
            lost.put(flight.call.id(), flight);
        }
        return flight;
    }

    /** Takes a call whose lease ended, and whose outcome has come after all. */
    Optional<Flight> late(String callId) {
        return Optional.ofNullable(lost.remove(callId));
    }

    int timers() {
        return leases.size();
    }

    /** Counts the calls of a provider against the budgets that are needed now. */
    void rebind(ProviderState state) {
        for (Flight flight : byCall.values()) {
            if (isIts(flight, state)) {
                flight.guess(needed(flight, state, flight.pending.lane.like(flight.pending)));
            }
        }
    }

    /** The file of a provider was replaced: late outcomes are judged by the new one, too. */
    void replaced(ProviderState state) {
        rebind(state);
        for (Flight flight : lost.values()) {
            if (isIts(flight, state)) {
                flight.pending.lane = state.lane(flight.pending.lane.like(flight.pending));
            }
        }
    }

    /** The request of a call matches otherwise now. */
    void rebind(Flight flight, ProviderState state, Request request) {
        flight.rebind(needed(flight, state, request));
    }

    private static List<Budget> needed(Flight flight, ProviderState state, Request request) {
        Lane lane = state.lane(request);
        flight.pending.matches(request, lane);
        return state.needed(lane, flight.member.credential);
    }

    private static boolean isIts(Flight flight, ProviderState state) {
        return flight.call.provider().equals(state.provider.name());
    }

    long of(String provider) {
        return byCall.values().stream()
                .filter(flight -> flight.call.provider().equals(provider))
                .count();
    }
}
