package io.sluice.core.meter;

import org.jspecify.annotations.Nullable;

/** The calls of one meter that are in flight, in the order in which they were spent. Links lie in the debits themselves. */
final class Flying {
    @Nullable
    private Debit first;

    @Nullable
    private Debit last;

    private long units;

    void add(Debit debit) {
        if (debit.flying) {
            throw new IllegalStateException("a debit can be spent only once");
        }
        debit.flying = true;
        debit.before = last;
        if (last == null) {
            first = debit;
        } else {
            last.after = debit;
        }
        last = debit;
        units += debit.taken;
    }

    void remove(Debit debit) {
        if (!debit.flying) {
            throw new IllegalStateException("a debit can be settled or given back only once");
        }
        Debit before = debit.before;
        Debit after = debit.after;
        if (before == null) {
            first = after;
        } else {
            before.after = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.before = before;
        }
        debit.before = null;
        debit.after = null;
        debit.flying = false;
        units -= debit.taken;
    }

    boolean isEmpty() {
        return first == null;
    }

    long units() {
        return units;
    }

    /** Units of calls that may leave before an instant. */
    long unitsBefore(long instant) {
        long before = 0;
        for (Debit debit = first; debit != null; debit = debit.after) {
            before += debit.notBefore() < instant ? debit.taken : 0;
        }
        return before;
    }

    /** The earliest instant, not before the given one, from which one of them may leave; {@link Meter#UNKNOWN} if none. */
    long earliestFrom(long instant) {
        long earliest = Meter.UNKNOWN;
        for (Debit debit = first; debit != null; debit = debit.after) {
            earliest = debit.notBefore() < instant ? earliest : Math.min(earliest, debit.notBefore());
        }
        return earliest;
    }

    /**
     * Units of calls that may have arrived by the given instant. The newest that leave later are taken off, which is
     * all of them but for a few that were spent ahead of time.
     */
    long unitsBy(long instant) {
        long by = units;
        for (Debit debit = last; debit != null && debit.notBefore() > instant; debit = debit.before) {
            by -= debit.taken;
        }
        return by;
    }
}
