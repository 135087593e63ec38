package io.sluice.core.schedule;

import org.jspecify.annotations.Nullable;

/** Things to look at again, earliest first; each stands here once, and is taken off when it is over. */
final class Timers<T extends Timed> extends IndexedHeap<T> {
    /** Looks at it at that instant, and not at the one that was set before. */
    void set(T what, long at) {
        what.dueAt = at;
        put(what);
    }

    /** The next thing that is due, taken off; null where none is. */
    @Nullable
    T due(long now) {
        T first = first();
        if (first == null || first.dueAt > now) {
            return null;
        }
        remove(first);
        return first;
    }

    /** Epoch ms of the next one; {@link Scheduler#NEVER} where there is none. */
    long next() {
        T first = first();
        return first == null ? Scheduler.NEVER : first.dueAt;
    }

    @Override
    boolean isBefore(T one, T other) {
        return one.dueAt < other.dueAt;
    }

    @Override
    int place(T member) {
        return member.slot;
    }

    @Override
    void setPlace(T member, int place) {
        member.slot = place;
    }
}
