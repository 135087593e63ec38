package io.sluice.core.schedule;

import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Things to look at again at an instant, earliest first. */
final class Timers<T> {
    private final PriorityQueue<Timer<T>> heap = new PriorityQueue<>();

    private record Timer<T>(long at, T what) implements Comparable<Timer<T>> {
        @Override
        public int compareTo(Timer<T> other) {
            return Long.compare(at, other.at);
        }
    }

    void add(long at, T what) {
        heap.add(new Timer<>(at, what));
    }

    /** The next thing that is due, taken off; null where none is. */
    @Nullable
    T due(long now) {
        Timer<T> first = heap.peek();
        if (first == null || first.at() > now) {
            return null;
        }
        heap.poll();
        return first.what();
    }

    /** Epoch ms of the next one; {@link Scheduler#NEVER} where there is none. */
    long next() {
        Timer<T> first = heap.peek();
        return first == null ? Scheduler.NEVER : first.at();
    }
}
