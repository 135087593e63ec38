package io.sluice.core.schedule;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which budget keeps a call from leaving, and when all that it needs are free. */
final class Blocking {
    private final long aheadMillis;
    private long free;

    /** @param aheadMillis how long before a certain opening its slot is given away */
    Blocking(long aheadMillis) {
        this.aheadMillis = aheadMillis;
    }

    /**
     * The budget that opens last, if that is too late to go; {@link #free()} tells then when all of them are free.
     *
     * @param from epoch ms from which whatever else it needs is free
     */
    @Nullable
    Budget blocker(List<Budget> needed, Claim claim, long from, long now) {
        free = from;
        Budget latest = null;
        for (int i = 0; i < needed.size(); i++) {
            Budget budget = needed.get(i);
            long opens = budget.freeFor(claim, now);
            if (opens > free) {
                free = opens;
                latest = budget;
            }
        }
        return free > ahead(now) ? latest : null;
    }

    /** The instant at which all that was looked at last is free. */
    long free() {
        return free;
    }

    /** Until when an opening may lie ahead for a call to be decided now. */
    long ahead(long now) {
        return now + aheadMillis;
    }
}
