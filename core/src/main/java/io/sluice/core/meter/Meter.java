package io.sluice.core.meter;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;

/**
 * Counts what calls took of one limit's quota for one scope key.
 *
 * <p>Instants are epoch ms, costs budget units. A call is spent when it is decided, and settled, or given back, when its
 * outcome is known. {@link #freeAt} changes nothing, so it may be asked about the future.
 */
public sealed interface Meter permits FirstCallMeter, SlidingMeter, BucketMeter, CalendarMeter, ConcurrentMeter {
    /** The instant of something that only an outcome can tell. */
    long UNKNOWN = Long.MAX_VALUE;

    /** A fresh meter for the limit. */
    static Meter of(Limit limit) {
        long quota = limit.quota();
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
     * outcome can tell. A call that costs more than the quota takes a whole quota.
     */
    long freeAt(long cost, long at);

    /** Takes a call's cost; it must not leave before {@link #freeAt}. */
    void spend(Debit debit);

    /** The call happened: it arrived no earlier than {@code sentAt} and no later than {@code answeredAt}. */
    void settle(Debit debit, long sentAt, long answeredAt);

    /** The call provably did not happen. */
    void giveBack(Debit debit);

    /** The provider's word on the answer of a call that was settled. It is believed where it is stricter than our count. */
    void hear(Word word, Debit debit, long answeredAt);

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

    /** What is to be kept over a restart: all but the calls in flight. */
    long[] save();

    /** Takes what {@link #save} gave; only on a fresh meter. */
    void restore(long[] saved);

    /** After {@link #restore}: a call in flight counts again. They come in order of their instants. */
    void resume(Debit debit);
}
