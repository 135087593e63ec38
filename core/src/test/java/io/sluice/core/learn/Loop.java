package io.sluice.core.learn;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.meter.Debit;
import io.sluice.core.meter.Meter;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A learner in a closed loop, on virtual time: calls of random latency to naive limiters; what is learned counts in ordinary
 * meters, and calls go as these allow.
 */
final class Loop {
    static final long BEGIN = 1_700_000_000_000L;
    private static final int CONCURRENCY = 16;
    /** How long calls are under way, ms. */
    private int shortest = 5;

    private int longest = 200;
    private Handing handing = Handing.within(0);

    int calls;
    int refused;
    int taken;
    /** Refused after the first hundred calls. */
    int refusedLater;

    private final Scope scope;
    private final Words words;
    private final List<Caller> callers;
    private final Random random;
    private Supplier<Limiter> limiters;
    private final Map<ScopeKey, Limiter> servers = new HashMap<>();
    private final List<Flight> flights = new ArrayList<>();
    private final Meters meters = new Meters(flights);
    private final Map<Caller, Long> lastUse = new LinkedHashMap<>();
    private final PriorityQueue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private Learner learner;
    private Caller landed;
    private final boolean learns;
    private final List<Limit> declared;
    private long order;
    private long now = BEGIN;
    private long end;
    long wanted = Long.MAX_VALUE;
    private long wakeAt = Long.MAX_VALUE;

    private record Event(long at, long order, Runnable what) {}

    Loop(Supplier<Limiter> limiters, Scope scope, Words words, List<Caller> callers, long seed, List<Limit> declared) {
        this.limiters = limiters;
        this.scope = scope;
        this.words = words;
        this.callers = callers;
        this.random = new Random(seed);
        this.learner = new Learner(true);
        this.declared = declared;
        this.learns = declared.isEmpty();
        callers.forEach(who -> lastUse.put(who, 0L));
    }

    /** Calls take so long, ms. */
    Loop underWay(int shortestMillis, int longestMillis, Handing handedOn) {
        shortest = shortestMillis;
        longest = longestMillis;
        handing = handedOn;
        return this;
    }

    /** So many ms after the beginning something else happens. */
    Loop after(long millis, Runnable what) {
        add(BEGIN + millis, what);
        return this;
    }

    /** From an instant on it counts by another limit. */
    Loop changes(long after, Supplier<Limiter> others) {
        add(BEGIN + after, () -> {
            limiters = others;
            servers.clear();
        });
        return this;
    }

    /** Somebody else calls once every so many ms on average. */
    Loop foreign(long every, long millis) {
        for (long at = BEGIN; at < BEGIN + millis; at += 1 + random.nextLong(2 * every)) {
            long arrival = at;
            Caller who = callers.get(random.nextInt(callers.size()));
            add(arrival, () -> server(who).takes(arrival));
        }
        return this;
    }

    /** There is always more to call. */
    Loop saturate(long millis) {
        end = BEGIN + millis;
        add(BEGIN, () -> {});
        return run();
    }

    /** There are so many to call, all of them at first. */
    Loop requests(long count) {
        end = Long.MAX_VALUE;
        wanted = count;
        add(BEGIN, () -> {});
        return run();
    }

    /** Ms until the last answer. */
    long took() {
        return now - BEGIN;
    }

    /** A request comes every so many ms on average. */
    Loop trickle(long every, long millis) {
        end = BEGIN + millis;
        wanted = 0;
        for (long at = BEGIN; at < end; at += 1 + random.nextLong(2 * every)) {
            add(at, () -> wanted++);
        }
        return run();
    }

    long wanted() {
        return wanted;
    }

    Learner learner() {
        return learner;
    }

    private Loop run() {
        while (!events.isEmpty() && events.element().at() < end) {
            Event event = events.remove();
            now = event.at();
            event.what().run();
            if (events.isEmpty() || events.element().at() > now) {
                dispatch();
            }
        }
        return this;
    }

    private void dispatch() {
        while (wanted > 0) {
            long earliest = Long.MAX_VALUE;
            Caller best = null;
            for (Caller who : callers) {
                long free = freeAt(who);
                if (free <= now && (best == null || isBefore(who, best))) {
                    best = who;
                }
                earliest = Math.min(earliest, free);
            }
            if (best == null) {
                wake(earliest);
                return;
            }
            send(best);
        }
    }

    /** The one used longest ago; but who has just been answered, and waits for no limit yet, is looked at first. */
    private boolean isBefore(Caller one, Caller other) {
        if (learns
                && (one.equals(landed) || other.equals(landed))
                && limits(landed).isEmpty()) {
            return one.equals(landed);
        }
        return lastUse.get(one) < lastUse.get(other);
    }

    private void wake(long at) {
        if (at != Long.MAX_VALUE && (at < wakeAt || wakeAt <= now)) {
            wakeAt = at;
            add(at, () -> {});
        }
    }

    private long freeAt(Caller who) {
        if (flights.size() >= CONCURRENCY) {
            return Long.MAX_VALUE;
        }
        long free = now;
        if (learns) {
            Pace pace = learner.pace(who.endpoint(), who.credential());
            if (!learner.admits(who.endpoint(), who.credential())) {
                return Long.MAX_VALUE;
            }
            free = Math.max(free, pace.shutUntil());
        }
        for (Limit limit : limits(who)) {
            free = Math.max(free, meters.of(limit, who).freeAt(1, free));
        }
        return free;
    }

    private List<Limit> limits(Caller who) {
        return learns
                ? learner.limits(who.endpoint(), who.credential()).stream()
                        .map(Learned::limit)
                        .toList()
                : declared;
    }

    private void send(Caller who) {
        wanted -= wanted == Long.MAX_VALUE ? 0 : 1;
        Departure departure = learner.departs(who.endpoint(), who.credential());
        Flight flight = new Flight(who, departure, now);
        for (Limit limit : limits(who)) {
            Debit debit = new Debit(1, now);
            meters.of(limit, who).spend(debit);
            flight.debits.put(Meters.key(limit, who), debit);
        }
        flights.add(flight);
        lastUse.put(who, ++order);
        fly(flight);
    }

    private void fly(Flight flight) {
        long sent = handing.order(now, random);
        int took = shortest + random.nextInt(longest - shortest + 1);
        long arrival = sent + (took * random.nextInt(10)) / 100;
        long leaves = Math.max(arrival, sent + took - (took * random.nextInt(10)) / 100);
        long answered = sent + took;
        calls++;
        int number = calls;
        boolean[] isTaken = new boolean[1];
        List<Told> told = new ArrayList<>();
        add(arrival, () -> {
            Limiter server = server(flight.who);
            isTaken[0] = server.takes(arrival);
            told.addAll(words.told(server, arrival, sent, answered));
            if (isTaken[0]) {
                taken++;
            } else {
                refused++;
                refusedLater += number > 100 ? 1 : 0;
            }
        });
        add(leaves, () -> {
            if (isTaken[0]) {
                server(flight.who).leaves();
            }
        });
        add(handing.answer(answered, random), () -> answered(flight, sent, answered, !isTaken[0], told));
    }

    private void answered(Flight flight, long sent, long answered, boolean wasRefused, List<Told> told) {
        flights.remove(flight);
        landed = flight.who;
        wanted += wasRefused && wanted != Long.MAX_VALUE ? 1 : 0;
        long retryAt = 0;
        if (wasRefused && words != Words.NONE) {
            long reset = server(flight.who).reset(answered);
            retryAt = reset < 0 ? 0 : answered + (reset + 999) / 1_000 * 1_000;
        }
        flight.debits.forEach((key, debit) -> {
            Meter meter = meters.at(key);
            meter.settle(debit, sent, answered);
            for (Told one : told) {
                if (key.startsWith("told-")) {
                    meter.hear(one.word(), debit, sent, answered);
                }
            }
        });
        if (learns) {
            learner.answered(new Observation(
                    flight.who.endpoint(),
                    flight.who.credential(),
                    sent,
                    answered,
                    flight.departure,
                    wasRefused ? Observation.Fate.REFUSED : Observation.Fate.PASSED,
                    retryAt,
                    told));
        }
    }

    private Limiter server(Caller who) {
        return servers.computeIfAbsent(
                ScopeKey.of(scope, who.endpoint(), who.credential(), Map.of()), key -> limiters.get());
    }

    private void add(long at, Runnable what) {
        events.add(new Event(at, order++, what));
    }
}
