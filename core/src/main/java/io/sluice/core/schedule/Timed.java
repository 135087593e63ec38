package io.sluice.core.schedule;

/** Something to look at again at an instant. It stands in one {@link Timers} at most, and knows where, so that it can be taken off. */
abstract class Timed {
    /** Epoch ms; only while it stands there. */
    long dueAt;
    /** Its place there. */
    int slot = IndexedHeap.NOWHERE;
}
