package io.sluice.core.forecast;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.CredentialKey;
import io.sluice.core.provider.Provider;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Ending;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Result;
import io.sluice.core.schedule.Wait;
import io.sluice.core.simulation.FakeProvider;
import io.sluice.core.simulation.Fate;
import io.sluice.core.simulation.Watcher;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/** Writes down how a workload fares. */
final class Log implements Watcher {
    private static final int TOLD_EVERY = 1_024;
    private static final double SECOND = 1_000;

    private final long begin;
    private final ProgressListener listener;
    private final Map<String, Provider> providers = new HashMap<>();
    private final Map<CredentialKey, Credential> credentials = new HashMap<>();
    private final Map<String, Open> open = new HashMap<>();
    private final Map<String, Fate.Sent> flying = new HashMap<>();
    private final Map<Result, Long> results = new EnumMap<>(Result.class);
    private final Timeline timeline;
    private final Timeline.Series callsSeries;
    private final Timeline.Series waitingSeries;
    private final Waiters waiters;
    private final Usage usage;
    private long requests;
    private long answered;
    private long waiting;
    private long waitingSince;
    private long calls;
    private long refused;
    private long firstCall = Long.MAX_VALUE;
    private long lastCall = Long.MIN_VALUE;
    private long lastAnswer;
    private long called;
    private double waitedMillis;
    private long mostWaited;
    private int events;

    /** A request without an answer. */
    private static final class Open {
        final Request request;
        final long at;
        boolean flying;

        Open(Request request, long at) {
            this.request = request;
            this.at = at;
        }
    }

    Log(World world, ProgressListener listener) {
        this.begin = world.begin();
        this.listener = listener;
        world.providers().forEach(provider -> providers.put(provider.name(), provider));
        world.credentials().forEach(credential -> credentials.put(credential.key(), credential));
        this.timeline = new Timeline(begin);
        this.callsSeries = timeline.series();
        this.waitingSeries = timeline.series();
        this.waiters = new Waiters(begin);
        this.usage = new Usage(world, timeline);
        this.waitingSince = begin;
        this.lastAnswer = begin;
    }

    @Override
    public void requested(Request request, long at) {
        requests++;
        open.put(request.id(), new Open(request, at));
        waits(1, at);
    }

    @Override
    public void parked(Wait wait, long at) {
        Open parked = opened(wait.requestId());
        if (parked.flying) {
            parked.flying = false;
            waits(1, at);
        }
        waiters.parked(parked.request, wait);
    }

    @Override
    public void decided(Call call, long at) {
        Open request = opened(call.requestId());
        request.flying = true;
        waits(-1, at);
        waiters.left(call.requestId());
        if (call.number() == 1) {
            long waited = Math.max(call.notBefore(), at) - request.at;
            called++;
            waitedMillis += waited;
            mostWaited = Math.max(mostWaited, waited);
        }
    }

    /** A call is going to leave. */
    void leaves(Call call, Fate.Sent fate) {
        flying.put(call.id(), fate);
    }

    @Override
    public void arrived(Call call, Request request, FakeProvider.Reply reply, long at) {
        Fate.Sent fate = Objects.requireNonNull(flying.remove(call.id()), call::toString);
        calls++;
        firstCall = Math.min(firstCall, fate.sentAt());
        lastCall = Math.max(lastCall, fate.sentAt());
        callsSeries.add(at, 1);
        if (reply instanceof FakeProvider.Reply.Refused) {
            refused++;
            return;
        }
        Provider provider = Objects.requireNonNull(providers.get(call.provider()), call::toString);
        Credential credential = Objects.requireNonNull(credentials.get(call.credentialKey()), call::toString);
        usage.taken(provider.endpoint(call.endpoint()), credential, request, fate);
    }

    @Override
    public void ended(Ending ending, long at) {
        Open request = open.remove(ending.requestId());
        if (request != null && !request.flying) {
            waits(-1, at);
        }
        waiters.left(ending.requestId());
        results.merge(ending.result(), 1L, Long::sum);
        answered++;
        lastAnswer = at;
    }

    @Override
    public void happened(long at) {
        if (++events % TOLD_EVERY == 0) {
            listener.at(at - begin, answered, requests);
        }
    }

    /** Looks what the waiting requests wait for. */
    void look(long at, Blame blame) {
        waiters.look(at, blame);
    }

    /** About as long as it may be until the next look, in ms. */
    long span() {
        return timeline.span();
    }

    boolean anyOpen() {
        return !open.isEmpty();
    }

    /** What it came to, with the given end in epoch ms. */
    Forecast forecast(boolean done, long end) {
        long last = done ? Math.max(lastAnswer, begin) : end;
        waits(0, last);
        boolean called = calls > 0;
        List<Double> perSecond = callsSeries.until(last, timeline.span() / SECOND);
        List<Double> waited = waitingSeries.until(last, (double) timeline.span());
        return new Forecast(
                requests,
                results,
                calls,
                refused,
                done ? OptionalLong.of(last - begin) : OptionalLong.empty(),
                called ? lastCall - firstCall : 0,
                last - begin,
                new Forecast.Waits(this.called == 0 ? 0 : waitedMillis / this.called, mostWaited),
                waiters.blockers(),
                usage.limits(called ? firstCall : begin, done && called ? lastCall : last, last),
                new History(timeline.span(), perSecond, waited));
    }

    private void waits(int more, long at) {
        waitingSeries.hold(waitingSince, at, waiting);
        waitingSince = at;
        waiting += more;
    }

    private Open opened(String requestId) {
        return Objects.requireNonNull(open.get(requestId), requestId);
    }
}
