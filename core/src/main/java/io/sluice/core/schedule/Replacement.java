package io.sluice.core.schedule;

import io.sluice.core.provider.Provider;
import org.jspecify.annotations.Nullable;

/** Replaces a provider's file by another one, or by the same one where requests now match differently. */
final class Replacement {
    private final Budgets budgets;
    private final Dispatcher dispatcher;
    private final Waiting waiting;
    private final Flights flights;

    Replacement(Budgets budgets, Dispatcher dispatcher, Waiting waiting, Flights flights) {
        this.budgets = budgets;
        this.dispatcher = dispatcher;
        this.waiting = waiting;
        this.flights = flights;
    }

    /** The provider by its new file, with the members and calls of the old one; who waits is forgotten. */
    ProviderState of(@Nullable ProviderState before, Provider provider) {
        ProviderState state = new ProviderState(provider, budgets, before);
        if (before == null) {
            return state;
        }
        waiting.forget(before);
        before.pools().forEach(waiting::unwatch);
        before.retire(dispatcher);
        before.members.values().forEach(member -> state.join(member, dispatcher));
        flights.replaced(state);
        return state;
    }

    /** Takes what the request of a call in flight matches now. */
    void match(String callId, Request request, ProviderState state) {
        Flight flight = flights.byCall.get(callId);
        if (flight != null) {
            flights.rebind(flight, state, request);
        }
    }
}
