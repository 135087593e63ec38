package io.sluice.bench.chaos;

import io.sluice.bench.upstream.AccessLog;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Sees by the APIs' own logs whether calls flow, and how long they did not. */
final class Watch {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long PATIENCE_MILLIS = 120_000;

    /** How long calls must have come again of each provider. */
    private static final long CALM_MILLIS = 4_000;

    private final List<Api> apis;
    private final Load load;
    private long since = now();

    /**
     * The longest time without a call.
     *
     * @param millis between two calls of one provider
     * @param resumedMillis from the event to when each provider had been called again
     */
    record Pause(long millis, String provider, long resumedMillis) {}

    Watch(List<Api> apis, Load load) {
        this.apis = apis;
        this.load = load;
    }

    /** What happens from now on is looked at. */
    void fromNow() {
        since = now();
    }

    /** Waits until each provider is called after this instant. */
    void awaitCallsOfAll() throws IOException {
        long from = now();
        awaitCalls(from);
    }

    /** Waits until calls of each provider have come for a while; returns the longest pause since {@link #fromNow}. */
    Pause awaitCalm() throws IOException {
        awaitCallsOfAll();
        awaitCalls(now() + CALM_MILLIS);
        Pause longest = new Pause(0, "", 0);
        for (Api api : apis) {
            longest = longer(longest, pauseOf(api));
        }
        return longest;
    }

    private static Pause longer(Pause one, Pause other) {
        Pause longer = one.millis() >= other.millis() ? one : other;
        return new Pause(longer.millis(), longer.provider(), Math.max(one.resumedMillis(), other.resumedMillis()));
    }

    private Pause pauseOf(Api api) throws IOException {
        long[] times =
                api.seen().stream().mapToLong(AccessLog.Line::atMillis).sorted().toArray();
        long longest = 0;
        long first = Long.MAX_VALUE;
        for (int i = 1; i < times.length; i++) {
            if (times[i] >= since) {
                first = Math.min(first, times[i]);
                longest = Math.max(longest, times[i] - Math.max(since, times[i - 1]));
            }
        }
        return new Pause(longest, api.name(), first - since);
    }

    private void awaitCalls(long from) throws IOException {
        long giveUp = now() + PATIENCE_MILLIS;
        for (Api api : apis) {
            while (api.seen().stream().noneMatch(call -> call.atMillis() >= from)) {
                look(giveUp, "no call of " + api.name());
            }
        }
    }

    void awaitMillis(long millis) {
        long end = now() + millis;
        await("time does not pass", () -> now() >= end);
    }

    /** Waits until something holds. */
    void await(String otherwise, BooleanSupplier holds) {
        long giveUp = now() + PATIENCE_MILLIS;
        while (!holds.getAsBoolean()) {
            look(giveUp, otherwise);
        }
    }

    /** Waits until all requests are answered, for as long as answers come. */
    void awaitAnswers() {
        int answered = load.answered();
        long giveUp = now() + PATIENCE_MILLIS;
        while (!load.allAnswered()) {
            if (load.answered() > answered) {
                answered = load.answered();
                giveUp = now() + PATIENCE_MILLIS;
            }
            look(giveUp, "no answer, and requests without one,");
        }
    }

    private void look(long giveUp, String otherwise) {
        load.check();
        if (now() > giveUp) {
            throw new IllegalStateException(otherwise + " for two minutes");
        }
        LockSupport.parkNanos(LOOK_NANOS);
    }

    /** By the clock that the APIs' logs go by. */
    private static long now() {
        return System.currentTimeMillis();
    }
}
