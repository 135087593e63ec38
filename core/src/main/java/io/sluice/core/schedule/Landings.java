package io.sluice.core.schedule;

import java.util.Set;

/** How calls end: with an outcome, with the end of their lease, or with an outcome after that. */
final class Landings {
    private final Flights flights;
    private final Judge judge;
    private final Dispatcher dispatcher;
    private final Set<Member> changed;

    Landings(Flights flights, Judge judge, Dispatcher dispatcher, Set<Member> changed) {
        this.flights = flights;
        this.judge = judge;
        this.dispatcher = dispatcher;
        this.changed = changed;
    }

    /** Takes an outcome; returns whether its call was in flight. */
    boolean outcome(String callId, Outcome outcome, long now) {
        Flight flight = flights.end(callId);
        if (flight != null) {
            finish(flight, outcome, now);
            return true;
        }
        flights.late(callId).ifPresent(late -> {
            changed.add(late.member);
            judge.hearLate(late, outcome, now);
        });
        return false;
    }

    /** Ends the calls whose leases ended before the given instant. */
    void expire(long before, long now) {
        Flight flight;
        while ((flight = flights.expired(before)) != null) {
            Call call = flight.call;
            finish(
                    flight,
                    new Outcome.Lost("no outcome came by the end of its lease", call.notBefore(), call.lease()),
                    now);
        }
    }

    private void finish(Flight flight, Outcome outcome, long now) {
        changed.add(flight.member);
        flight.depart();
        judge.judge(flight, outcome, now);
        flights.succeed(flight);
        flight.budgets.forEach(dispatcher::changed);
    }
}
