package io.sluice.core.schedule;

import io.sluice.core.meter.Debit;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * One thing that must be free before a call may leave: what is left of a limit for a scope key, a hold, free places.
 *
 * <p>Seats and lanes that it blocks stand in its {@link Queue}s, one per pool. A blocked seat or lane stands behind one
 * budget alone, the one that opens last.
 */
abstract class Budget {
    final BudgetId id;
    /** Queues whose pool has requests that could go if this budget were free; served in turn. */
    final ArrayDeque<Queue> awake = new ArrayDeque<>();
    /** Epoch ms at which the timer heap looks at this budget next. */
    long wakeAt = Scheduler.NEVER;
    /** A pool whose oldest request costs more than is free: younger requests do not take it away. */
    @Nullable
    Pool reservedFor;

    private long closedUntil;
    private long closedAt;
    private int refusals;
    private String why = "";
    boolean dirty;

    Budget(BudgetId id) {
        this.id = id;
    }

    /** The earliest instant, not before {@code now}, at which a call may leave; {@link Scheduler#NEVER} if only an event can tell. */
    final long freeAt(long cost, long now) {
        long from = Math.max(now, closedUntil);
        return from == Scheduler.NEVER ? from : openAt(cost, from);
    }

    abstract long openAt(long cost, long now);

    /** What the waiting requests behind it are told. */
    abstract Wait.Why why();

    abstract Debit spend(long cost, long notBefore);

    abstract void settle(Debit debit, long sentAt, long answeredAt);

    abstract void giveBack(Debit debit);

    /** A call from before a restart counts again. */
    abstract Debit resume(long cost, long notBefore);

    /** Whether more could be spent now by somebody else, as far as this budget's quota is concerned. */
    abstract boolean hasLeft(long now);

    /**
     * Closes it after a refusal.
     *
     * <p>Refusals in a row double the hold. Calls that left before the last closing were bound to be refused; they
     * prove nothing new and only prolong the hold where they were told a later time.
     *
     * @param told epoch ms until which to stay away, as the provider says; 0 if it does not
     */
    void refuse(long sentAt, long told, long now, String reason) {
        if (refusals > 0 && sentAt < closedAt) {
            close(told, reason);
            return;
        }
        refusals++;
        closedAt = now;
        boolean first = refusals == 1 && told > now;
        close(first ? told : Math.max(told, now + Holds.grown(refusals)), reason);
    }

    /** Closes it until the given instant, or longer where it is closed longer already. */
    final void close(long until, String reason) {
        if (until > closedUntil) {
            closedUntil = until;
            why = reason;
            dirty = true;
        }
    }

    /** Opens it again, whatever closed it. */
    final void open() {
        dirty |= closedUntil != 0 || refusals != 0;
        closedUntil = 0;
        refusals = 0;
    }

    /** A call went through: refusals are no longer in a row. */
    void passed(long sentAt) {
        if (refusals > 0 && sentAt >= closedAt) {
            refusals = 0;
            dirty = true;
        }
    }

    final long closedUntil() {
        return closedUntil;
    }

    final String closedWhy() {
        return why;
    }

    final boolean blocks() {
        return !awake.isEmpty();
    }

    final long[] save() {
        long[] own = saveOwn();
        long[] all = new long[own.length + 3];
        all[0] = closedUntil;
        all[1] = closedAt;
        all[2] = refusals;
        System.arraycopy(own, 0, all, 3, own.length);
        return all;
    }

    final void restore(long[] saved) {
        closedUntil = saved[0];
        closedAt = saved[1];
        refusals = (int) saved[2];
        why = "refused before the restart";
        long[] own = new long[saved.length - 3];
        System.arraycopy(saved, 3, own, 0, own.length);
        restoreOwn(own);
    }

    abstract long[] saveOwn();

    abstract void restoreOwn(long[] saved);
}
