package io.sluice.core.schedule;

import io.sluice.core.provider.Cost;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says why a request waits, and until when. */
final class Explanation {
    /** Credentials that are looked at to explain a wait. */
    private static final int LOOKED_AT = 100;

    private Explanation() {}

    /** Explains a wait by what the lane stands behind, or else by what its pool waits for. */
    static Wait quick(Pending pending, boolean open, long now) {
        return of(pending, blocker(pending, now), open, now);
    }

    /** Explains a wait by the budget that opens last for the credential that can go first. */
    static Wait exact(Pending pending, boolean open, long now) {
        Lane lane = pending.lane;
        Budget inTheWay = lane.budgets.isEmpty()
                ? null
                : opensFirst(lane.pool.seats, lane::needed, LOOKED_AT, pending.terms.cost(), now);
        return of(pending, inTheWay == null ? blocker(pending, now) : inTheWay, open, now);
    }

    /** The first to open of the budgets that open last for each seat; null where nothing is in the way of any. */
    static @Nullable Budget opensFirst(
            Iterable<Seat> seats, Function<Seat, List<Budget>> needed, int lookedAt, Cost cost, long now) {
        Budget first = null;
        long opens = Scheduler.NEVER;
        Iterator<Seat> looked = seats.iterator();
        for (int i = 0; i < lookedAt && looked.hasNext(); i++) {
            Seat seat = looked.next();
            Queue queue = seat.queue;
            boolean later = first != null && queue != null && queue.budget.freeAt(cost, now) >= opens;
            Budget last = later || !seat.member.usable() ? null : opensLast(needed.apply(seat), cost, now);
            if (last != null && (first == null || last.freeAt(cost, now) < opens)) {
                first = last;
                opens = last.freeAt(cost, now);
            }
        }
        return first;
    }

    private static @Nullable Budget blocker(Pending pending, long now) {
        Budget ofLane = pending.lane.blocker;
        return ofLane != null ? ofLane : pending.lane.pool.outlook.ofSeats(now);
    }

    private static @Nullable Budget opensLast(List<Budget> needed, Cost cost, long now) {
        Budget last = null;
        long opens = now;
        for (Budget budget : needed) {
            long free = budget.freeAt(cost, now);
            if (free > opens) {
                opens = free;
                last = budget;
            }
        }
        return last;
    }

    private static Wait of(Pending pending, @Nullable Budget inTheWay, boolean open, long now) {
        Pool pool = pending.lane.pool;
        if (pool.usable == 0) {
            return wait(pending, Wait.Why.NO_CREDENTIAL, null, pool.emptyUntil, 0);
        }
        if (!open || inTheWay == null) {
            return wait(pending, Wait.Why.STARTING, null, Scheduler.NEVER, 0);
        }
        return wait(pending, inTheWay.why(now), inTheWay, inTheWay.freeAt(pending.terms.cost(), now), 0);
    }

    static Wait wait(Pending pending, Wait.Why why, @Nullable Budget budget, long until, long notBefore) {
        return new Wait(
                pending.id,
                pending.ticket,
                pending.lane.pool.endpoint.name(),
                why,
                budget == null ? null : budget.limitName(),
                budget == null ? null : budget.id.scopeKey(),
                until,
                pending.lane.name,
                pending.progress.notBefore(notBefore));
    }
}
