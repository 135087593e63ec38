package io.sluice.core.schedule;

import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What the waiting requests of a pool wait for: the first to open of the budgets in the way of its seats. */
final class Outlook {
    /** Seats, or lanes, that are looked at. */
    private static final int LOOKED_AT = 1_000;

    /** A larger pool is looked at less often: a look at so many seats is worth a ms between two. */
    private static final int SEATS_PER_MILLI = 100;

    private final Pool pool;
    /** What a seat stood behind last. */
    private @Nullable Budget ofSeats;

    private @Nullable Budget first;
    /** Whether a seat stands behind another budget since the last look. */
    private boolean moved;

    private long lookedAt = Long.MIN_VALUE / 2;

    Outlook(Pool pool) {
        this.pool = pool;
    }

    void stands(Queue.Blockable blockable, Budget behind) {
        if (blockable instanceof Seat) {
            ofSeats = behind;
            moved = true;
        }
    }

    /**
     * What a request waits for whose lane is free; null where no seat has stood behind anything yet. Thousands may ask in one
     * event, and get the same answer.
     */
    @Nullable
    Budget ofSeats(long now) {
        boolean due = now - lookedAt >= pool.seats.size() / SEATS_PER_MILLI;
        if (ofSeats != null && due && (moved || now > lookedAt)) {
            first = Explanation.opensFirst(pool.seats, Seat::budgets, LOOKED_AT, pool.cost(), now);
            moved = false;
            lookedAt = now;
        }
        return first == null ? ofSeats : first;
    }

    /** What the request waits for that is served next; where all lanes are blocked, what the first of them waits for. */
    @Nullable
    Budget ofLine(long now) {
        if (!pool.readyLanes.isEmpty()) {
            return ofSeats(now);
        }
        Budget soonest = null;
        Iterator<Lane> lanes = pool.lanes().iterator();
        for (int i = 0; i < LOOKED_AT && lanes.hasNext(); i++) {
            Lane lane = lanes.next();
            Budget blocker = lane.wanted() ? lane.blocker : null;
            boolean sooner = soonest == null
                    || (blocker != null && blocker.freeAt(pool.cost(), now) < soonest.freeAt(pool.cost(), now));
            soonest = blocker != null && sooner ? blocker : soonest;
        }
        return soonest == null ? ofSeats(now) : soonest;
    }
}
