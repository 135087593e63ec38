package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import java.util.Map;
import java.util.function.Function;

/** What answers reveal of budgets beyond those that their own calls took from. */
final class Discoveries {
    private final Flights flights;
    private final Dispatcher dispatcher;
    private final Function<String, ProviderState> providers;
    private final Decisions decisions;

    Discoveries(
            Flights flights, Dispatcher dispatcher, Function<String, ProviderState> providers, Decisions decisions) {
        this.decisions = decisions;
        this.flights = flights;
        this.dispatcher = dispatcher;
        this.providers = providers;
    }

    /** A call ended without an answer that tells of limits. */
    void ended(Flight flight) {
        flight.pending.lane.pool.state.learning.ended(flight);
    }

    /** Whether an answer is to be taken as a refusal, since it may be that of a limiter. */
    boolean isRefusal(Flight flight, Outcome.Answered answer) {
        return flight.pending.lane.pool.state.learning.isBare(answer);
    }

    /** Takes an answer whose call was settled. */
    void hear(Flight flight, Outcome.Answered answer, long now) {
        learn(flight, answer, now);
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
            if (bucket.isDeclared(limit) && state.buckets.name(limit.name(), endpoint, bucket.bucket(), decisions)) {
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

    /** Limits that were learned anew are needed by all that count by them, from now on. */
    private void learn(Flight flight, Outcome.Answered answer, long now) {
        ProviderState state = flight.pending.lane.pool.state;
        if (!state.learning.isOn()) {
            return;
        }
        boolean changed = state.learning.answered(flight, answer);
        for (Budget budget : flight.budgets) {
            if (budget instanceof PaceBudget pace) {
                pace.shut();
            }
        }
        if (changed && state == state(flight)) {
            for (Endpoint endpoint : state.provider.endpoints()) {
                state.relimit(endpoint.name(), dispatcher);
            }
            flights.rebind(state);
            for (Endpoint endpoint : state.provider.endpoints()) {
                state.serve(endpoint.name(), dispatcher, now);
            }
            state.learning.keep(decisions);
        }
    }

    private ProviderState state(Flight flight) {
        return providers.apply(flight.call.provider());
    }
}
