package io.sluice.core.forecast;

import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Provider;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Outcome;
import io.sluice.core.schedule.Request;
import io.sluice.core.simulation.Fate;
import io.sluice.core.simulation.Latency;
import io.sluice.core.simulation.Surroundings;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** Callers that hold to each provider's concurrency, and a network that loses nothing. */
final class Callers implements Surroundings {
    /** From the scheduler's decision until the call can leave: a commit, and a record read. Measured; see decision 0016. */
    static final long ORDER_MILLIS = 15;

    /** From an answer until the scheduler hears of it: a record written and read. */
    static final long REPORT_MILLIS = 8;

    private final Map<String, Integer> concurrency = new HashMap<>();
    private final Map<String, Turnstile> turnstiles = new HashMap<>();
    private final World world;
    private final Latency latency;
    private final Random random;
    private final LongSupplier now;
    private final BiConsumer<Call, Fate.Sent> sent;

    /**
     * @param now true time, in epoch ms
     * @param sent is told of each call that leaves
     */
    Callers(World world, LongSupplier now, BiConsumer<Call, Fate.Sent> sent) {
        for (Provider provider : world.providers()) {
            concurrency.put(provider.name(), provider.concurrency());
        }
        this.world = world;
        this.latency = world.latency();
        this.random = new Random(world.seed());
        this.now = now;
        this.sent = sent;
    }

    @Override
    public Fate fate(Call call, long from, long by) {
        // one that comes after another is there before its place is free
        long ready = call.after().isEmpty() ? Math.max(from, now.getAsLong() + ORDER_MILLIS) : from;
        long answer = latency.sample(random);
        boolean known = answer <= call.timeoutMillis();
        long took = Math.min(answer, call.timeoutMillis());
        long at = turnstile(call).enter(now.getAsLong(), ready, took, by);
        if (at == Long.MAX_VALUE) {
            return new Fate.NotStarted(Math.max(ready, by) + REPORT_MILLIS, Outcome.NotStarted.Cause.LATE);
        }
        Fate.Sent fate = new Fate.Sent(at, at + took / 2, at + took, at + took + REPORT_MILLIS, known);
        sent.accept(call, fate);
        return fate;
    }

    @Override
    public Cost takes(Request request) {
        return world.taken(request);
    }

    private Turnstile turnstile(Call call) {
        return turnstiles.computeIfAbsent(
                call.provider() + '@' + call.egress(),
                key -> new Turnstile(concurrency.getOrDefault(call.provider(), 1)));
    }
}
