package io.sluice.core.schedule;

import java.util.Collection;

/** When to look at the budgets that somebody stands behind: before they open, by as much as calls are decided ahead. */
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

    /** Moves those whose time has come. */
    void moveDue(Collection<Budget> to, long now) {
        Budget due;
        while ((due = timers.due(now)) != null) {
            to.add(due);
        }
    }

    void remove(Budget budget) {
        timers.remove(budget);
    }

    /** Epoch ms at which the next is due; {@link Scheduler#NEVER} where there is none. */
    long next() {
        return timers.next();
    }
}
