package io.sluice.core.meter;

import org.jspecify.annotations.Nullable;

/** Room for one among the calls at the same time: who has it, and who come after that call, one after another. */
final class Place {
    /** Units of each call that has it. */
    long units;
    /** Whether a call came back that had it, or was to have it: who come after that one do not get it. */
    boolean forsaken;
    /** Its neighbours among those that one more call can come after. */
    @Nullable
    Place before;

    @Nullable
    Place after;

    boolean listed;
    private @Nullable Debit last;
    private int calls;

    void add(Debit debit) {
        if (debit.place != null) {
            throw new IllegalStateException("a debit can be spent only once");
        }
        debit.place = this;
        debit.predecessor = last;
        if (last != null) {
            last.successor = debit;
        }
        last = debit;
        calls++;
    }

    void remove(Debit debit) {
        Debit predecessor = debit.predecessor;
        Debit successor = debit.successor;
        if (predecessor != null) {
            predecessor.successor = successor;
        }
        if (successor == null) {
            last = predecessor;
        } else {
            successor.predecessor = predecessor;
        }
        debit.place = null;
        debit.predecessor = null;
        debit.successor = null;
        calls--;
    }

    @Nullable
    Debit last() {
        return last;
    }

    /** Whether one more call can come after the last, where so many may. */
    boolean isOpen(long mostAfter) {
        return !forsaken && calls > 0 && calls <= mostAfter;
    }

    int calls() {
        return calls;
    }

    boolean isFree() {
        return calls == 0;
    }
}
