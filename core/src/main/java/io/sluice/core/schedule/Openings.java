package io.sluice.core.schedule;

import org.jspecify.annotations.Nullable;

/** When the budgets are looked at that somebody stands behind: so long before they open as calls are decided ahead. */
final class Openings {
    private final Timers<Budget> timers = new Timers<>();
    private final long aheadMillis;

    /** @param aheadMillis how long before it may leave a call is decided */
    Openings(long aheadMillis) {
        this.aheadMillis = aheadMillis;
    }

    /** A budget opens then, at the earliest; {@link Scheduler#NEVER}: an event will tell. */
    void await(Budget budget, long opens) {
        if (opens == Scheduler.NEVER) {
            return;
        }
        long at = opens - aheadMillis;
        if (budget.slot < 0 || at < budget.dueAt) {
            timers.set(budget, at);
        }
    }

    /** One whose time has come, taken off; null where there is none. */
    @Nullable
    Budget due(long now) {
        return timers.due(now);
    }

    void remove(Budget budget) {
        timers.remove(budget);
    }

    /** Epoch ms at which the next is due; {@link Scheduler#NEVER} where there is none. */
    long next() {
        return timers.next();
    }
}
