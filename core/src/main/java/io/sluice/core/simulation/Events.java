package io.sluice.core.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/** What is going to happen: by instant, and at one instant in the order in which it was planned. */
final class Events {
    private final PriorityQueue<Event> queue =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::id));
    private long ids;

    private record Event(long at, long id, Runnable what) {}

    void add(long at, Runnable what) {
        queue.add(new Event(at, ids++, what));
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Instant of the next event; only if there is one. */
    long next() {
        return queue.element().at();
    }

    /** Takes the next event off. */
    Runnable take() {
        return queue.remove().what();
    }
}
