package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Limit;
import java.util.Map;
import java.util.function.Function;

/** What answers reveal of budgets beyond those that their own calls took from. */
final class Discoveries {
    private final Flights flights;
    private final Dispatcher dispatcher;
    private final Function<String, ProviderState> providers;

    Discoveries(Flights flights, Dispatcher dispatcher, Function<String, ProviderState> providers) {
        this.flights = flights;
        this.dispatcher = dispatcher;
        this.providers = providers;
    }

    /** Takes an answer whose call was settled. */
    void hear(Flight flight, Outcome.Answered answer, long now) {
        for (Outcome.Said said : answer.words()) {
            if (said.target() instanceof Target.Bucket bucket) {
                bucket(flight, bucket, said, answer, now);
            } else if (said.target() instanceof Target.Declared && !flight.counts(said.target())) {
                state(flight).hear(flight.member.credential, said, answer, dispatcher::changed);
            }
        }
    }

    /** Endpoints whose answers name one bucket share a budget from then on. */
    private void bucket(Flight flight, Target.Bucket bucket, Outcome.Said said, Outcome.Answered answer, long now) {
        ProviderState state = state(flight);
        String endpoint = flight.call.endpoint();
        for (Limit limit : state.provider.endpoint(endpoint).limits()) {
            if (bucket.isDeclared(limit) && state.needs.bucket(limit, endpoint, bucket.bucket())) {
                state.relimit(endpoint, dispatcher);
                flights.rebind(state);
                Credential credential = flight.member.credential;
                Map<String, String> params = flight.pending.lane.params;
                LimitBudget budget = state.needs.limit(limit, state.provider.endpoint(endpoint), credential, params);
                budget.hear(said.word(), answer.sentAt(), answer.answeredAt());
                dispatcher.changed(budget);
                state.serve(endpoint, dispatcher, now);
            }
        }
    }

    private ProviderState state(Flight flight) {
        return providers.apply(flight.call.provider());
    }
}
