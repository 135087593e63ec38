package io.sluice.core.schedule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Things to look at again, earliest first: a heap in which each stands once, and from which it is taken when it is over. */
final class Timers<T extends Timed> {
    private final List<T> heap = new ArrayList<>();

    /** Looks at it at that instant, and not at the one that was set before. */
    void set(T what, long at) {
        what.dueAt = at;
        if (what.slot < 0) {
            what.slot = heap.size();
            heap.add(what);
        }
        down(up(what.slot));
    }

    void remove(T what) {
        if (what.slot < 0) {
            return;
        }
        int hole = what.slot;
        what.slot = -1;
        T last = heap.remove(heap.size() - 1);
        if (last != what) {
            put(last, hole);
            down(up(hole));
        }
    }

    /** The next thing that is due, taken off; null where none is. */
    @Nullable
    T due(long now) {
        if (next() > now || heap.isEmpty()) {
            return null;
        }
        T first = heap.get(0);
        remove(first);
        return first;
    }

    /** Epoch ms of the next one; {@link Scheduler#NEVER} where there is none. */
    long next() {
        return heap.isEmpty() ? Scheduler.NEVER : heap.get(0).dueAt;
    }

    int size() {
        return heap.size();
    }

    private int up(int from) {
        int at = from;
        T what = heap.get(at);
        while (at > 0 && what.dueAt < heap.get((at - 1) / 2).dueAt) {
            put(heap.get((at - 1) / 2), at);
            at = (at - 1) / 2;
        }
        put(what, at);
        return at;
    }

    private void down(int from) {
        int at = from;
        T what = heap.get(at);
        int child = 2 * at + 1;
        while (child < heap.size()) {
            if (child + 1 < heap.size() && heap.get(child + 1).dueAt < heap.get(child).dueAt) {
                child++;
            }
            if (heap.get(child).dueAt >= what.dueAt) {
                break;
            }
            put(heap.get(child), at);
            at = child;
            child = 2 * at + 1;
        }
        put(what, at);
    }

    private void put(T what, int at) {
        heap.set(at, what);
        what.slot = at;
    }
}
