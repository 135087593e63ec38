package io.sluice.core.meter;

import io.sluice.core.provider.Limit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/**
 * One meter against one server: calls of random latency, lost answers, calls that never happened, slots given ahead of
 * time, restarts. The server judges by true arrivals.
 */
final class MeterSimulation {
    private static final long AHEAD = 200;
    private static final long LEASE = 2_000;

    int calls;
    int refused;
    long lastArrival;

    private final Limit limit;
    private final Server server;
    private final Random random;
    private final long slowest;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final List<Debit> flying = new ArrayList<>();
    private Meter meter;
    private long waiting;
    private final Set<Long> woken = new HashSet<>();
    private long order;
    private boolean clean = true;

    private record Event(long at, long order, Runnable what) {}

    MeterSimulation(Limit limit, Server server, long seed, long slowest) {
        this.limit = limit;
        this.server = server;
        this.random = new Random(seed);
        this.slowest = slowest;
        this.meter = Meter.of(limit);
    }

    /** Latency and answers are as they should be. */
    MeterSimulation withFaults() {
        clean = false;
        return this;
    }

    /** Requests come in bursts over the given time, as many per second as {@code load} says. */
    void run(long millis, double load) {
        long at = 1_000_000;
        while (at < 1_000_000 + millis) {
            at += 1 + (long) (-Math.log(1 - random.nextDouble()) * 2_000);
            int burst = (int) (1 + random.nextDouble() * 4 * load);
            add(at, () -> waiting += burst);
        }
        drain();
    }

    /** All requests are there from the start. */
    void saturate(int requests) {
        add(1_000_000, () -> waiting += requests);
        drain();
    }

    private void drain() {
        while (!events.isEmpty()) {
            Event event = events.remove();
            event.what().run();
            if (!clean && random.nextInt(200) == 0) {
                restart();
            }
            dispatch(event.at());
        }
    }

    private void dispatch(long now) {
        while (waiting > 0) {
            long free = meter.freeAt(1, now);
            if (free > now + AHEAD) {
                if (free != Meter.UNKNOWN && woken.add(free - AHEAD)) {
                    add(free - AHEAD, () -> {});
                }
                return;
            }
            waiting--;
            Debit debit = new Debit(1, Math.max(free, now));
            meter.spend(debit);
            flying.add(debit);
            fly(debit);
        }
    }

    private void fly(Debit debit) {
        long sent = debit.notBefore() + random.nextInt(20);
        if (!clean && random.nextInt(50) == 0) {
            add(sent + 10, () -> {
                flying.remove(debit);
                meter.giveBack(debit);
                waiting++;
            });
            return;
        }
        long arrival = sent + latency();
        long answered = arrival + latency();
        boolean lost = !clean && random.nextInt(100) == 0;
        long known = lost ? Math.max(answered, sent + LEASE) : answered;
        add(arrival, () -> {
            calls++;
            lastArrival = arrival;
            if (server.refuses(arrival)) {
                refused++;
            }
        });
        add(known + random.nextInt(30), () -> {
            flying.remove(debit);
            meter.settle(debit, sent, known);
        });
    }

    private void restart() {
        long[] saved = meter.save();
        meter = Meter.of(limit);
        meter.restore(saved);
        flying.stream().sorted(Comparator.comparingLong(Debit::notBefore)).forEach(meter::resume);
    }

    private long latency() {
        return 1 + (long) (random.nextDouble() * slowest / 2);
    }

    private void add(long at, Runnable what) {
        events.add(new Event(at, order++, what));
    }
}
