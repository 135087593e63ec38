package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What nobody could know when a call was decided, so that its refusal proves nothing. */
final class Unknowns implements Watcher {
    /** No clock is taken to be off by more until an answer shows it; in ms. */
    private static final long ASSUMED_SKEW = 1_000;

    private final Simulation simulation;
    private final Function<Call, Credential> credentials;
    /** When a budget first heard its provider's clock; true epoch ms. */
    private final Map<Counter, Long> clockHeard = new HashMap<>();

    private record Counter(String provider, String limit, List<String> scopeKey) {}

    /**
     * @param credentials by which a call was made
     */
    Unknowns(Simulation simulation, Function<Call, Credential> credentials) {
        this.simulation = simulation;
        this.credentials = credentials;
    }

    @Override
    public void hears(Call call, Outcome outcome, long at) {
        if (outcome instanceof Outcome.Answered) {
            Request request = simulation.store().request(call.requestId());
            Credential credential = credentials.apply(call);
            FakeProvider truth = simulation.truth(call.provider());
            for (Limit limit : truth.counting(call.endpoint(), credential, request.cost())) {
                List<String> key = FakeProvider.scopeKey(limit, call.endpoint(), credential, request.params());
                clockHeard.putIfAbsent(new Counter(call.provider(), limit.name(), key), at);
            }
        }
    }

    boolean explain(String provider, FakeProvider.Reply.Refused refused) {
        return refused.limit().window() instanceof Window.Calendar calendar && isClockNew(provider, refused, calendar);
    }

    /** What was counted before an answer showed the clock may have been counted in another window than the provider's. */
    private boolean isClockNew(String provider, FakeProvider.Reply.Refused refused, Window.Calendar calendar) {
        long ahead = simulation.truth(provider).clockAhead();
        Long heard = clockHeard.get(new Counter(provider, refused.limit().name(), refused.scopeKey()));
        Almanac almanac = Almanac.of(calendar.turns());
        return Math.abs(ahead) > ASSUMED_SKEW
                && (heard == null || almanac.start(simulation.now() + ahead) <= almanac.start(heard + ahead));
    }
}
