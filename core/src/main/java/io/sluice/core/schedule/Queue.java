package io.sluice.core.schedule;

import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The seats of one pool, or one lane, that stand behind one budget. */
final class Queue {
    final Pool pool;
    final Budget budget;
    private final Set<Blockable> standing = new LinkedHashSet<>();
    /** Whether its budget knows that somebody here could go; asleep while the pool has no request that it could serve. */
    boolean awake;
    /** Its turn among the budget's awake queues; 0 while the budget does not list it. */
    long turn;

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

        /** Where it stands while that budget blocks it. */
        Queue queueAt(Budget budget);

        /** The claim for which what is free of the budget can be kept. */
        Claim claim();
    }

    void add(Blockable blockable) {
        standing.add(blockable);
    }

    void remove(Blockable blockable) {
        standing.remove(blockable);
    }

    boolean isEmpty() {
        return standing.isEmpty();
    }

    /** The first that stands here; null where nobody does. */
    @Nullable
    Blockable first() {
        return standing.isEmpty() ? null : standing.iterator().next();
    }

    /** The first seats that stand here, at most so many. */
    List<Seat> seats(int most) {
        return standing.stream()
                .limit(most)
                .filter(Seat.class::isInstance)
                .map(Seat.class::cast)
                .toList();
    }

    /** The claim for which what is free of the budget can be kept. */
    Claim claim() {
        Blockable first = first();
        return first == null ? pool : first.claim();
    }

    /** Takes the first off and frees it. */
    void freeFirst() {
        Iterator<Blockable> first = standing.iterator();
        Blockable freed = first.next();
        first.remove();
        freed.freed();
    }

    /** Whether anything here could go if the budget were free. Lanes whose requests have all left do not stand on. */
    boolean wanted() {
        Blockable first = first();
        while (first instanceof Lane && !first.wanted()) {
            freeFirst();
            first = first();
        }
        return first != null && first.wanted();
    }
}
