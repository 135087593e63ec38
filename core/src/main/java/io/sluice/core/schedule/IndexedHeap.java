package io.sluice.core.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A binary heap whose members know their places, so that each can be moved and taken out at the cost of its depth. */
abstract class IndexedHeap<T> {
    /** The place of a member that stands in no heap. */
    static final int NOWHERE = -1;

    private final List<T> heap = new ArrayList<>();

    abstract boolean isBefore(T one, T other);

    /** Where a member stands; {@link #NOWHERE} where it does not. */
    abstract int place(T member);

    abstract void setPlace(T member, int place);

    /** Takes a member in, or moves one whose order has changed. */
    final void put(T member) {
        if (place(member) == NOWHERE) {
            setPlace(member, heap.size());
            heap.add(member);
        }
        down(up(place(member)));
    }

    final void remove(T member) {
        int hole = place(member);
        if (hole == NOWHERE) {
            return;
        }
        setPlace(member, NOWHERE);
        T last = heap.remove(heap.size() - 1);
        if (last != member) {
            stand(last, hole);
            down(up(hole));
        }
    }

    /** The member before all others; null where there is none. */
    @Nullable
    final T first() {
        return heap.isEmpty() ? null : heap.get(0);
    }

    final int size() {
        return heap.size();
    }

    private int up(int from) {
        int at = from;
        T member = heap.get(at);
        while (at > 0 && isBefore(member, heap.get((at - 1) / 2))) {
            stand(heap.get((at - 1) / 2), at);
            at = (at - 1) / 2;
        }
        stand(member, at);
        return at;
    }

    private void down(int from) {
        int at = from;
        T member = heap.get(at);
        int child = 2 * at + 1;
        while (child < heap.size()) {
            if (child + 1 < heap.size() && isBefore(heap.get(child + 1), heap.get(child))) {
                child++;
            }
            if (!isBefore(heap.get(child), member)) {
                break;
            }
            stand(heap.get(child), at);
            at = child;
            child = 2 * at + 1;
        }
        stand(member, at);
    }

    private void stand(T member, int place) {
        heap.set(place, member);
        setPlace(member, place);
    }
}
