package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Target;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** What nobody could know when a call was decided, so that its refusal proves nothing. */
final class Unknowns implements Watcher {
    /** No clock is taken to be off by more until an answer shows it; in ms. */
    private static final long ASSUMED_SKEW = 1_000;

    private final Simulation simulation;
    private final Unsaid unsaid;
    private final Function<Call, Credential> credentials;
    private final Function<Call, String> endpoints;
    /** When a budget first heard its provider's clock; true epoch ms. */
    private final Map<Counter, Long> clockHeard = new HashMap<>();
    /** Limits and endpoints of which an answer named the bucket. */
    private final Set<Counter> named = new HashSet<>();
    /** Calls that were decided before, by id and limit. */
    private final Set<List<String>> blind = new HashSet<>();
    /** When the last of them was counted; true epoch ms. */
    private final Map<Counter, Long> blindAt = new HashMap<>();

    private record Counter(String provider, String limit, List<String> scopeKey) {}

    /**
     * @param credentials by which a call was made
     * @param endpoints where it arrives
     */
    Unknowns(
            Simulation simulation,
            Unsaid unsaid,
            Function<Call, Credential> credentials,
            Function<Call, String> endpoints) {
        this.simulation = simulation;
        this.unsaid = unsaid;
        this.credentials = credentials;
        this.endpoints = endpoints;
    }

    @Override
    public void decided(Call call, long at) {
        for (Limit limit : simulation.truth(call.provider()).limits(endpoints.apply(call))) {
            if (unsaid.namesBucket(limit) && !named.contains(endpoint(call, limit.name()))) {
                blind.add(List.of(call.id(), limit.name()));
            }
        }
    }

    @Override
    public void arrived(Call call, Request request, FakeProvider.Reply reply, long at) {
        if (reply instanceof FakeProvider.Reply.Taken) {
            for (Limit limit : counting(call, request)) {
                if (blind.contains(List.of(call.id(), limit.name()))) {
                    blindAt.put(counter(limit, call, request), at);
                }
            }
        }
    }

    @Override
    public void hears(Call call, Outcome outcome, long at) {
        if (outcome instanceof Outcome.Answered answer) {
            Request request = simulation.store().request(call.requestId());
            for (Limit limit : counting(call, request)) {
                clockHeard.putIfAbsent(counter(limit, call, request), at);
            }
            for (Outcome.Said said : answer.words()) {
                if (said.target() instanceof Target.Bucket bucket) {
                    named.add(endpoint(call, bucket.name()));
                }
            }
        }
    }

    boolean explain(Call call, FakeProvider.Reply.Refused refused) {
        Limit limit = refused.limit();
        Counter counter = new Counter(call.provider(), limit.name(), refused.scopeKey());
        long ahead = simulation.truth(call.provider()).clockAhead();
        boolean clockNew = limit.window() instanceof Window.Calendar
                && Math.abs(ahead) > ASSUMED_SKEW
                && stillCounts(limit, clockHeard.getOrDefault(counter, simulation.now()), ahead);
        return clockNew
                || blind.contains(List.of(call.id(), limit.name()))
                || (blindAt.containsKey(counter) && stillCounts(limit, blindAt.get(counter), ahead));
    }

    /** Whether a call may be counted now that came at an instant. */
    private boolean stillCounts(Limit limit, long at, long ahead) {
        long now = simulation.now();
        if (limit.window() instanceof Window.Calendar calendar) {
            Almanac almanac = Almanac.of(calendar.turns());
            return almanac.start(now + ahead) <= almanac.start(at + ahead);
        }
        OptionalLong length = limit.window().length();
        return length.isPresent() && now < at + length.getAsLong();
    }

    private List<Limit> counting(Call call, Request request) {
        return simulation
                .truth(call.provider())
                .counting(endpoints.apply(call), credentials.apply(call), request.cost());
    }

    private Counter counter(Limit limit, Call call, Request request) {
        List<String> key = simulation
                .truth(call.provider())
                .scopeKey(limit, endpoints.apply(call), credentials.apply(call), request.params());
        return new Counter(call.provider(), limit.name(), key);
    }

    private static Counter endpoint(Call call, String limit) {
        return new Counter(call.provider(), limit, List.of(call.endpoint()));
    }
}
