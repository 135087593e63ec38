package io.sluice.core.schedule;

import java.util.ArrayDeque;

/** The seats and lanes of one pool that stand behind one budget. */
final class Queue {
    final Pool pool;
    final Budget budget;
    final ArrayDeque<Blockable> standing = new ArrayDeque<>();
    /** Whether its budget knows that somebody here could go; asleep while the pool has no request that it could serve. */
    boolean awake;

    Queue(Pool pool, Budget budget) {
        this.pool = pool;
        this.budget = budget;
    }

    /** A seat or a lane: what can stand behind a budget. */
    sealed interface Blockable permits Seat, Lane {
        /** Whether it could make use of the budget now. */
        boolean wanted();

        /** Its way is free; it is in no queue any more. */
        void freed();
    }

    /** Whether anything here could go if the budget were free. */
    boolean wanted() {
        Blockable first = standing.peek();
        return first != null && first.wanted();
    }
}
