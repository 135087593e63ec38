package io.sluice.core.schedule;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The parked requests of a provider, the oldest first. One that has left is forgotten when it comes first, and all such when
 * they have become many; so to add one costs the same however many pass by one that stays.
 */
final class Elders {
    private static final int FEW = 1_000;

    private final PriorityQueue<Pending> byTicket = new PriorityQueue<>();
    private int many = FEW;

    void add(Pending pending) {
        if (pending.elders == this) {
            return;
        }
        if (byTicket.size() >= many) {
            byTicket.removeIf(Elders::forget);
            many = 2 * byTicket.size() + FEW;
        }
        pending.elders = this;
        byTicket.add(pending);
    }

    /** The one that has waited longest; null where none waits. */
    @Nullable
    Pending oldest() {
        Pending first = byTicket.peek();
        while (first != null && forget(first)) {
            byTicket.remove();
            first = byTicket.peek();
        }
        return first;
    }

    private static boolean forget(Pending pending) {
        boolean gone = !pending.waits();
        if (gone) {
            pending.elders = null;
        }
        return gone;
    }
}
