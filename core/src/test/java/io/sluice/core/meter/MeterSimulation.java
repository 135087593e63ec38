package io.sluice.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Limit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * One meter against one server: calls of random latency and cost, with the given trouble on the way, and slots given
 * ahead of time. The server judges by true arrivals. After each event the meter is held to its own promises.
 */
final class MeterSimulation {
    static final long BEGIN = 1_700_000_000_000L;

    private static final long AHEAD = 200;
    private static final long LEASE = 12_000;

    int calls;
    long units;
    int refused;
    long lastArrival;

    private final Limit limit;
    private final Server server;
    private final Trouble trouble;
    private final Random random;
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final List<Flight> flying = new ArrayList<>();
    private final Queue<Long> waiting = new ArrayDeque<>();
    private final Set<Long> woken = new HashSet<>();
    private LongFunction<Optional<Word>> words = arrival -> Optional.empty();
    private OptionalLong skew = OptionalLong.empty();
    private Meter meter;
    private long[] kept;
    private long order;

    private record Event(long at, long order, Runnable what) {}

    /** A call under way; its debit is another one after a restart. */
    private static final class Flight {
        private Debit debit;

        Flight(Debit debit) {
            this.debit = debit;
        }
    }

    MeterSimulation(Limit limit, Server server, Trouble trouble, long seed) {
        this.limit = limit;
        this.server = server;
        this.trouble = trouble;
        this.random = new Random(seed);
        this.meter = Meter.of(limit);
        this.kept = meter.save();
    }

    /** Answers tell about the limit: what, by the instant at which their calls arrived. */
    MeterSimulation telling(LongFunction<Word> word) {
        words = arrival -> Optional.of(word.apply(arrival));
        return this;
    }

    /** Answers carry the time of a clock that is so many ms ahead. */
    MeterSimulation tellingTheTime(long ahead) {
        skew = OptionalLong.of(ahead);
        return this;
    }

    /** Somebody else spends one unit every so many ms on average. */
    MeterSimulation foreign(long every, long millis) {
        for (long at = BEGIN; at < BEGIN + millis; at += 1 + random.nextLong(2 * every)) {
            long arrival = at;
            add(arrival, () -> server.refuses(arrival, 1));
        }
        return this;
    }

    /** Requests come in bursts over the given time, so many units per second on average. */
    MeterSimulation run(long millis, double load) {
        double perBurst = load * 2 / ((1 + trouble.highestCost()) / 2.0);
        long at = BEGIN;
        while (at < BEGIN + millis) {
            at += 1 + (long) (-Math.log(1 - random.nextDouble()) * 2_000);
            int burst = (int) (random.nextDouble() * 2 * perBurst + 0.5);
            add(at, () -> request(burst));
        }
        return drain();
    }

    /** One request every so many ms on average. */
    MeterSimulation trickle(long every, long millis) {
        for (long at = BEGIN; at < BEGIN + millis; at += 1 + random.nextLong(2 * every)) {
            add(at, () -> request(1));
        }
        return drain();
    }

    /** All requests are there from the start. */
    MeterSimulation saturate(int requests) {
        add(BEGIN, () -> request(requests));
        return drain();
    }

    private void request(int burst) {
        for (int i = 0; i < burst; i++) {
            waiting.add(1L + random.nextInt(trouble.highestCost()));
        }
    }

    private MeterSimulation drain() {
        while (!events.isEmpty()) {
            Event event = events.remove();
            event.what().run();
            dispatch(event.at());
            if (chance(trouble.restarts())) {
                keepsItsPromises(event.at());
                restart(event.at());
                dispatch(event.at());
            }
        }
        assertThat(waiting).as("requests that wait for ever").isEmpty();
        assertThat(meter.inFlight()).isZero();
        return this;
    }

    private void dispatch(long now) {
        while (!waiting.isEmpty()) {
            long free = meter.freeAt(waiting.element(), now);
            if (free > now + AHEAD) {
                if (free != Meter.UNKNOWN && woken.add(free - AHEAD)) {
                    add(free - AHEAD, () -> {});
                }
                return;
            }
            boolean anotherBudgetOpensLater = chance(trouble.lateStarts());
            long notBefore = anotherBudgetOpensLater ? free + random.nextLong(now + AHEAD - free + 1) : free;
            Flight flight = new Flight(new Debit(waiting.remove(), notBefore));
            meter.spend(flight.debit);
            flying.add(flight);
            fly(flight, now);
        }
    }

    private void fly(Flight flight, long now) {
        long cost = flight.debit.cost();
        long notBefore = flight.debit.notBefore();
        long sent = notBefore + random.nextInt(10) + (chance(trouble.lateStarts()) ? random.nextInt(3_000) : 0);
        if (chance(trouble.neverSent())) {
            add(
                    now + 1 + random.nextInt(500),
                    () -> ended(flight, () -> {
                        meter.giveBack(flight.debit);
                        waiting.add(cost);
                    }));
            return;
        }
        long arrival = sent + latency();
        long answered = arrival + latency();
        boolean lost = chance(trouble.lostAnswers());
        long from = lost ? notBefore : sent;
        long by = lost ? notBefore + LEASE : answered;
        List<Word> told = new ArrayList<>();
        add(arrival, () -> {
            arrives(arrival, cost);
            words.apply(arrival).ifPresent(told::add);
        });
        add(answered, () -> server.answers(cost));
        long heardOf = by + random.nextInt(10) + (chance(trouble.lateOutcomes()) ? random.nextInt(1_000) : 0);
        add(
                heardOf,
                () -> ended(flight, () -> {
                    meter.settle(flight.debit, from, by);
                    if (!lost) {
                        skew.ifPresent(ahead -> meter.clock(Math.floorDiv(arrival + ahead, 1_000L) * 1_000, from, by));
                        told.forEach(word -> meter.hear(seen(word, arrival, from, by), flight.debit, from, by));
                    }
                }));
    }

    /** A told end is relative to an instant between sending and answer, so it is known less exactly here. */
    private static Word seen(Word word, long arrival, long sentAt, long answeredAt) {
        return word.tellsReset()
                ? new Word(
                        word.quota(),
                        word.remaining(),
                        word.resetFrom() - arrival + sentAt,
                        word.resetTo() - arrival + answeredAt)
                : word;
    }

    private void arrives(long arrival, long cost) {
        calls++;
        units += cost;
        lastArrival = arrival;
        if (server.refuses(arrival, cost)) {
            refused++;
        }
    }

    private void ended(Flight flight, Runnable how) {
        flying.remove(flight);
        how.run();
        kept = meter.save();
    }

    /** Somebody else takes over with what was kept when the last call ended, and with the calls in flight. */
    private void restart(long now) {
        Meter live = meter;
        meter = Meter.of(limit);
        meter.restore(kept);
        List<Flight> anyOrder = new ArrayList<>(flying);
        Collections.shuffle(anyOrder, random);
        for (Flight flight : anyOrder) {
            flight.debit = new Debit(flight.debit.cost(), flight.debit.notBefore());
            meter.resume(flight.debit);
        }
        for (int i = 0; i < 8; i++) {
            long at = now + random.nextInt(6_000);
            long cost = 1L + random.nextInt(4);
            assertThat(meter.freeAt(cost, at)).as("rebuilt, at +%d", at - BEGIN).isEqualTo(live.freeAt(cost, at));
            assertThat(meter.used(at)).as("rebuilt, at +%d", at - BEGIN).isEqualTo(live.used(at));
        }
        assertThat(meter.inFlight()).isEqualTo(live.inFlight());
        assertThat(meter.save()).as("rebuilt").isEqualTo(live.save());
        if (meter.idle(now)) {
            meter = Meter.of(limit);
            kept = meter.save();
        }
    }

    private void keepsItsPromises(long now) {
        long cost = 1L + random.nextInt(4);
        long free = meter.freeAt(cost, now);
        long later = now + random.nextInt(6_000);
        assertThat(free).isGreaterThanOrEqualTo(now);
        assertThat(meter.freeAt(cost, later)).as("waiting never grants less").isEqualTo(Math.max(later, free));
        assertThat(meter.freeAt(cost + 1, now))
                .as("a larger one is not free earlier")
                .isGreaterThanOrEqualTo(free);
    }

    private long latency() {
        long usual = 1 + (long) (random.nextDouble() * trouble.slowest() / 2);
        return chance(trouble.tail()) ? 10 * usual : usual;
    }

    private boolean chance(int ofThousand) {
        return ofThousand > 0 && random.nextInt(1_000) < ofThousand;
    }

    private void add(long at, Runnable what) {
        events.add(new Event(at, order++, what));
    }
}
