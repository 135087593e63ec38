package io.sluice.core.schedule;

import io.sluice.core.provider.Cost;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why a request waits, and until when. */
final class Explanation {
    /** Credentials that are looked at to explain a wait. */
    private static final int LOOKED_AT = 16;

    private Explanation() {}

    /** By what its seats or its lane stood behind last, which may open before other budgets do. */
    static Wait quick(Pending pending, boolean open, long now) {
        return of(pending, blocker(pending), open, now);
    }

    /** By the budget that opens last for the credential that can go first. */
    static Wait exact(Pending pending, boolean open, long now) {
        Budget inTheWay = blocker(pending);
        long first = Scheduler.NEVER;
        boolean found = false;
        Iterator<Seat> seats = pending.lane.pool.seats.iterator();
        for (int i = 0; i < LOOKED_AT && seats.hasNext(); i++) {
            Seat seat = seats.next();
            Budget last = seat.member.usable() ? opensLast(pending.lane.needed(seat), pending.terms.cost(), now) : null;
            long opens = last == null ? Scheduler.NEVER : last.freeAt(pending.terms.cost(), now);
            if (last != null && (!found || opens < first)) {
                found = true;
                first = opens;
                inTheWay = last;
            }
        }
        return of(pending, inTheWay, open, now);
    }

    private static @Nullable Budget blocker(Pending pending) {
        Budget ofLane = pending.lane.blocker;
        return ofLane != null ? ofLane : pending.lane.pool.lastBlocker;
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
