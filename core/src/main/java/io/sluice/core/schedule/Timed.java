package io.sluice.core.schedule;

/** Something to look at again at an instant. It stands in one {@link Timers} at most, and knows where, so that it can be taken off. */
abstract class Timed {
    /** When to look at it, epoch ms; only while it stands in {@link Timers}. */
    long dueAt;
    /** Its place in {@link Timers}. */
    int slot = IndexedHeap.NOWHERE;
}
