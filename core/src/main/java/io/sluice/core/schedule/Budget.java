package io.sluice.core.schedule;

import io.sluice.core.meter.Debit;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.HoldRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One thing that must be free before a call may leave: what is left of a limit for a scope key, a hold, free places.
 *
 * <p>Seats and lanes that it blocks stand in its {@link Queue}s, one per pool. A blocked seat or lane stands behind one
 * budget alone, the one that opens last.
 */
abstract class Budget extends Timed {
    /** Refusals are forgiven after this time, in ms. */
    private static final long DAY = 86_400_000L;

    final BudgetId id;
    /** Queues whose pool has requests that could go if this budget were free, by their turns. */
    private final TreeMap<Long, Queue> awake = new TreeMap<>();

    private long turns;
    /** How many of them have requests that cost more than one unit. */
    private int large;
    /** For whom what is free is kept: younger requests do not take it away. */
    @Nullable
    Claim claim;
    /** How many seats and lanes need it. */
    int users;
    /** Whether {@link Budgets} looks whether it can be forgotten. */
    boolean lingers;

    private long closedUntil;
    private long closedAt;
    private int refusals;
    private String why = "";
    boolean dirty;
    /** When it changed, as {@link Budgets#changes} counts. */
    long changedAt;

    Budget(BudgetId id) {
        this.id = id;
    }

    /** The earliest instant, not before {@code now}, at which a call may leave; {@link Scheduler#NEVER} if only an event can tell. */
    final long freeAt(Cost cost, long now) {
        long from = Math.max(now, closedUntil);
        return from == Scheduler.NEVER ? from : openAt(units(cost), from);
    }

    /** What a call of that cost takes from here. */
    long units(Cost cost) {
        return 1;
    }

    /** The same for a claim's oldest request; what is kept for an older, larger one is not free for it. */
    final long freeFor(Claim other, long now) {
        boolean kept = claim != null && claim != other && claim.ticket() < other.ticket();
        return kept ? Scheduler.NEVER : freeAt(other.cost(), now);
    }

    abstract long openAt(long units, long now);

    /** Whether a call of that cost may come after another one, though none may leave yet. */
    boolean succeeds(Cost cost, long now) {
        return false;
    }

    /** The call whose place the next one would take; {@link After#NOBODY} where this budget has no say. */
    After predecessor(Cost cost) {
        return After.NOBODY;
    }

    /** The limit that people are told of; null where it is none. */
    @Nullable
    String limitName() {
        return null;
    }

    /** What the waiting requests behind it are told. */
    abstract Wait.Why why(long now);

    abstract Debit spend(Cost cost, long notBefore);

    /** A call happened; {@code spent} tells what it took. */
    abstract void settle(Debit debit, Spent spent, long sentAt, long answeredAt);

    /** Nobody knows whether the call happened. */
    void lose(Debit debit, long sentAt, long by) {
        settle(debit, Spent.AS_RESERVED, sentAt, by);
    }

    abstract void giveBack(Debit debit);

    /** A call from before a restart counts again. */
    abstract Debit resume(Cost cost, long notBefore);

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
    void refuse(long sentAt, long told, HoldRule rule, long now, String reason) {
        if (refusals > 0 && sentAt < closedAt) {
            close(told, reason);
            return;
        }
        // What grows no more is not counted: a refusal of another kind goes on from there.
        if (refusals == 0 || rule.grown(refusals) < rule.mostMillis()) {
            refusals++;
        }
        dirty = true;
        closedAt = now;
        close(rule.until(told, refusals, now), reason);
    }

    /** Whether a call that left then did so after an earlier refusal had closed this budget. */
    final boolean isRefusedAgain(long sentAt) {
        return refusals > 0 && sentAt >= closedAt;
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

    /** Somebody in the queue could go if this were free. */
    final void wakes(Queue queue) {
        if (queue.turn == 0) {
            queue.turn = ++turns;
            awake.put(queue.turn, queue);
            large += isLarge(queue) ? 1 : 0;
        }
    }

    final void forgets(Queue queue) {
        if (awake.remove(queue.turn) != null) {
            queue.turn = 0;
            large -= isLarge(queue) ? 1 : 0;
        }
    }

    private boolean isLarge(Queue queue) {
        return units(queue.pool.cost()) > 1;
    }

    /** The turn of whoever stood here last. */
    final long lastTurn() {
        return turns;
    }

    /** The queue whose turn comes after another; null where there is none. */
    final @Nullable Queue nextInTurn(long after) {
        Map.Entry<Long, Queue> next = awake.higherEntry(after);
        return next == null ? null : next.getValue();
    }

    /** The queues whose requests are older than the one for which something is kept. */
    final List<Queue> olderThanClaim() {
        List<Queue> older = new ArrayList<>();
        for (Queue queue : awake.values()) {
            if (claim != null && queue.claim().ticket() < claim.ticket()) {
                older.add(queue);
            }
        }
        return older;
    }

    /**
     * Of the waiting claims that need more than one unit and hold no budget yet, the one with the oldest request; null
     * where there is none.
     */
    final @Nullable Claim oldestLarge() {
        Claim oldest = null;
        if (large > 0) {
            for (Queue queue : awake.values()) {
                if (isLarge(queue) && queue.wanted()) {
                    Claim other = queue.claim();
                    boolean older = oldest == null || other.ticket() < oldest.ticket();
                    oldest = other.claimed == null && older ? other : oldest;
                }
            }
        }
        return oldest;
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

    /** Whether a fresh one would do the same from now on. */
    final boolean idle(long now) {
        boolean forgiven = refusals == 0 || closedUntil <= now - DAY;
        return closedUntil <= now && forgiven && ownIdle(now);
    }

    abstract boolean ownIdle(long now);

    abstract long[] saveOwn();

    abstract void restoreOwn(long[] saved);
}
