package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.learn.Learned;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** What answers reveal of budgets beyond those that their own calls took from. */
final class Discoveries {
    private final Flights flights;
    private final Dispatcher dispatcher;
    private final Function<String, ProviderState> providers;
    private final Decisions decisions;
    /** Endpoints whose calls are counted otherwise since the present outcome. */
    private final Map<ProviderState, Set<String>> recounted = new LinkedHashMap<>();

    Discoveries(
            Flights flights, Dispatcher dispatcher, Function<String, ProviderState> providers, Decisions decisions) {
        this.decisions = decisions;
        this.flights = flights;
        this.dispatcher = dispatcher;
        this.providers = providers;
    }

    /** A call ended without an answer that tells of limits. */
    void ended(Flight flight) {
        Learning learning = flight.pending.lane.pool.state.learning;
        if (learning.isOn(flight.call.endpoint())) {
            learned(flight, learning.ended(flight));
        }
    }

    /** Serves those whose calls are counted otherwise now, when all that an outcome tells is known. */
    void serve(long now) {
        recounted.forEach((state, endpoints) -> dispatcher.serve(state.pools(endpoints), now));
        recounted.clear();
    }

    /** Takes an answer whose call was settled; returns what it means. */
    Verdict hear(Flight flight, Outcome.Answered answer) {
        Verdict meaning = learn(flight, answer);
        for (Outcome.Said said : answer.words()) {
            if (said.target() instanceof Target.Bucket bucket) {
                bucket(flight, bucket, answer);
            } else if (said.target().limit().isPresent() && !flight.counts(said.target())) {
                state(flight).hear(flight.member.credential, said, answer, dispatcher::changed);
            }
        }
        return meaning;
    }

    /** A call whose answer revealed a limit counts against that limit too. */
    private void join(Flight flight, LimitBudget budget, Outcome.Answered answer) {
        flight.join(budget, answer);
        dispatcher.changed(budget);
    }

    private LimitBudget limitBudget(Flight flight, Limit limit) {
        ProviderState state = state(flight);
        Endpoint endpoint = state.provider.endpoint(flight.call.endpoint());
        return state.needs.limit(limit, endpoint, flight.member.credential, flight.pending.lane.params);
    }

    /** Endpoints whose answers name one bucket share a budget from then on. */
    private void bucket(Flight flight, Target.Bucket bucket, Outcome.Answered answer) {
        ProviderState state = state(flight);
        String endpoint = flight.call.endpoint();
        for (Limit limit : state.provider.endpoint(endpoint).limits()) {
            if (bucket.isDeclared(limit) && state.buckets.name(limit.name(), endpoint, bucket.bucket(), decisions)) {
                recount(state, endpoint);
                flights.rebind(state);
                join(flight, limitBudget(flight, limit), answer);
            }
        }
    }

    /** Limits that were learned anew are needed by all that count by them, from now on. */
    private Verdict learn(Flight flight, Outcome.Answered answer) {
        Learning learning = flight.pending.lane.pool.state.learning;
        if (!learning.isOn(flight.call.endpoint())) {
            return answer.verdict();
        }
        Verdict meaning = learning.meaning(flight, answer);
        boolean changed = learning.answered(flight, answer, meaning);
        learned(flight, changed);
        if (changed) {
            learning.limits(flight.call.endpoint(), flight.member.credential).stream()
                    .filter(one -> one.from() == Learned.From.HEADERS)
                    .forEach(
                            one -> join(flight, limitBudget(flight, one.limit()).learned(one), answer));
        }
        return meaning;
    }

    private void learned(Flight flight, boolean changed) {
        ProviderState state = state(flight);
        if (state.learning.isCareful()) {
            shut(state, flight.member.credential);
            state.learning.reopened().forEach(dispatcher::changed);
        }
        if (changed && state.learning.isOn()) {
            // Who is counted together from now on may be shut by what the others met.
            state.members.values().forEach(member -> shut(state, member.credential));
            for (Endpoint endpoint : state.provider.endpoints()) {
                recount(state, endpoint.name());
            }
            flights.rebind(state);
            state.learning.keep(decisions);
        }
    }

    private void shut(ProviderState state, Credential credential) {
        state.paces(credential).forEach(pace -> {
            pace.shut();
            dispatcher.changed(pace);
        });
    }

    private void recount(ProviderState state, String endpoint) {
        state.relimit(endpoint, dispatcher);
        recounted.computeIfAbsent(state, one -> new LinkedHashSet<>()).add(endpoint);
    }

    private ProviderState state(Flight flight) {
        return providers.apply(flight.call.provider());
    }
}
