package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.meter.Debit;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes calls of what the dispatcher brings together. */
final class Departures implements Launch {
    private final Settings settings;
    private final Flights flights;
    private final Set<Member> changed;
    private final Decisions decisions;
    private @Nullable Waiting waiting;

    Departures(Settings settings, Flights flights, Set<Member> changed, Decisions decisions) {
        this.settings = settings;
        this.flights = flights;
        this.changed = changed;
        this.decisions = decisions;
    }

    /** Where those that are called stood; it and the dispatcher know each other, so it comes later. */
    void leaving(Waiting room) {
        waiting = room;
    }

    @Override
    public void launch(Pending pending, Seat seat, List<Budget> needed, Debit[] debits, long notBefore, After after) {
        Credential credential = seat.member.credential;
        long startBy = after.startBy(notBefore, settings.startMillis());
        if (!pending.nowOrNever()) {
            startBy = Math.min(startBy, pending.deadline);
        }
        pending.progress = pending.progress.called();
        Call call = new Call(
                pending.id,
                pending.progress,
                credential.provider(),
                pending.lane.pool.endpoint.name(),
                credential.id(),
                credential.account(),
                credential.egress(),
                notBefore,
                startBy,
                startBy + pending.terms.timeoutMillis() + settings.skewMillis(),
                pending.terms.timeoutMillis(),
                pending.parked,
                after.calls());
        waiting().called(pending);
        Flight flight = new Flight(call, pending, seat.member, needed, debits);
        flights.add(flight);
        changed.add(seat.member);
        decisions.call(call);
    }

    @Override
    public void tooLate(Pending pending) {
        waiting().tooLate(pending);
    }

    private Waiting waiting() {
        return Objects.requireNonNull(waiting);
    }
}
