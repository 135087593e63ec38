package io.sluice.core.meter;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import org.jspecify.annotations.Nullable;

/**
 * Counts what calls took of one limit's quota for one scope key.
 *
 * <p>Instants are epoch ms, costs budget units. A call is spent when it is decided, and settled, or given back, once,
 * when its outcome is known. Of a call that was settled no more is assumed than that it arrived at some instant within
 * [sentAt, answeredAt]; whichever instants those were, no provider that counts as declared refuses a call. Time is
 * never read, so {@link #freeAt} may be asked about the future.
 *
 * <pre>
 *   spend ──► in flight ──► settle ──► hear     (it happened; what its answer says)
 *                       └─► giveBack            (it provably did not happen, or the provider does not count it)
 * </pre>
 */
public sealed interface Meter permits FirstCallMeter, SlidingMeter, BucketMeter, CalendarMeter, ConcurrentMeter {
    /** The instant of something that only an outcome can tell. */
    long UNKNOWN = Long.MAX_VALUE;

    /** A fresh meter for the limit. */
    static Meter of(Limit limit) {
        Quota quota = new Quota(limit);
        return limit.window().handle(new Window.Handler<>() {
            @Override
            public Meter firstCall(Window.FirstCall window) {
                return new FirstCallMeter(quota, window.perMillis());
            }

            @Override
            public Meter sliding(Window.Sliding window) {
                return new SlidingMeter(quota, window.perMillis());
            }

            @Override
            public Meter bucket(Window.Bucket window) {
                return new BucketMeter(quota, window.perMillis());
            }

            @Override
            public Meter calendar(Window.Calendar window) {
                return new CalendarMeter(quota, Turns.of(window.turns()));
            }

            @Override
            public Meter concurrent(Window.Concurrent window) {
                return new ConcurrentMeter(quota);
            }
        });
    }

    /**
     * The earliest instant, not before {@code at}, at which a call of that cost may leave; {@link #UNKNOWN} if only an
     * outcome can tell. From then on it may leave at any time, until something else is spent. A call that costs more
     * than the quota needs a whole quota that nobody has touched.
     */
    long freeAt(long cost, long at);

    /** Takes a call's cost; it must not leave before {@link #freeAt}. */
    void spend(Debit debit);

    /**
     * The call that one of that cost can come after, where none may leave yet: when that one is answered it may, and no other one.
     * Null where there is none.
     */
    default @Nullable Debit predecessor(long cost) {
        return null;
    }

    /** How long one that comes after what {@link #predecessor} gave should wait for it at the most, ms: else another may end first. */
    default long patience(Debit predecessor) {
        return 0;
    }

    /** Takes over what {@link #predecessor} gave holds. The call must not leave before that one has been answered. */
    default void spendAfter(Debit predecessor, Debit debit) {
        throw new IllegalStateException("no call comes after another here");
    }

    /**
     * The call happened: it arrived no earlier than {@code sentAt}, which is not before its debit's instant, and no later
     * than {@code answeredAt}, which is not in the future. A call without an answer counts as answered when it is known that
     * none comes, which is at the end of its lease at the latest.
     *
     * @param units what it took, which may be less or more than was set aside; at least 1
     */
    void settle(Debit debit, long units, long sentAt, long answeredAt);

    /** The call happened and took what was set aside for it. */
    default void settle(Debit debit, long sentAt, long answeredAt) {
        settle(debit, untold(debit.taken()), sentAt, answeredAt);
    }

    /** Units that a call takes for which so many were set aside, where its answer does not tell. */
    default long untold(long setAside) {
        return setAside;
    }

    /**
     * Nobody knows whether the call happened. If it did, it arrived within the given instants; it counts, but proves nothing
     * about the window.
     */
    default void lose(Debit debit, long sentAt, long by) {
        settle(debit, sentAt, by);
    }

    /** The call provably did not happen, or the provider does not count it. */
    void giveBack(Debit debit);

    /**
     * The provider's word on the answer of a call that was settled. Where it is stricter than our count, it is believed:
     * what is used beyond all calls of ours that it can have counted was used by others. Where it is looser, it undoes
     * nothing.
     */
    void hear(Word word, Debit debit, long sentAt, long answeredAt);

    /** The Date header of an answer, which tells about the provider's clock to the second. */
    default void clock(long serverDate, long sentAt, long answeredAt) {}

    /** Budget units taken, those of calls in flight included. */
    long used(long now);

    /** Budget units of calls in flight. */
    long inFlight();

    /** Budget units per window, as declared, or as told where that is less. */
    long quota();

    /** The instant at which more is free; {@link #UNKNOWN} if that is not known or all is. */
    long opensAt(long now);

    /** Whether a window is running that a first call opened, so that what is left of it will be lost at its end. */
    default boolean open(long now) {
        return false;
    }

    /**
     * Whether this one can be forgotten: a fresh meter would do the same from now on, or would from its first answer on. A
     * quota or a clock that answers told is remembered for an hour after its window was over.
     */
    boolean idle(long now);

    /**
     * What is to be kept over a restart: all but the calls in flight. It changes when a call is settled, given back or
     * heard of; what spending changes, {@link #resume} can tell again.
     */
    long[] save();

    /**
     * Takes what {@link #save} gave; only on a fresh meter.
     *
     * @throws IllegalArgumentException if it was saved by another kind of meter or in another form
     */
    void restore(long[] saved);

    /** After {@link #restore}: a call in flight counts again, whether it was spent before the save or after. In any order. */
    void resume(Debit debit);
}
