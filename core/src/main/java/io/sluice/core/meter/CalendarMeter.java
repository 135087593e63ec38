package io.sluice.core.meter;

/**
 * Windows that follow the provider's calendar.
 *
 * <p>The provider's clock is ours plus an unknown within {@link Skew}. A call in flight counts in all windows, since it
 * may arrive in any later one. One that was answered at r counts in every window that the provider's clock can have been
 * in at r; in earlier ones nothing arrives any more. A call may leave when it fits into each window from the earliest
 * that it can arrive in on. So no window of the provider gets more than is counted for it here. A word about the
 * window's end is not needed: the calendar is declared.
 */
final class CalendarMeter implements Meter {
    private static final int FIXED = 2 + Skew.FIELDS;

    private final Turns turns;
    private final Quota quota;
    private final Skew skew = new Skew();
    private final Flying flying = new Flying();
    private final WindowCounts counts = new WindowCounts();

    CalendarMeter(Quota quota, Turns turns) {
        this.quota = quota;
        this.turns = turns;
    }

    @Override
    public long freeAt(long cost, long at) {
        long room = quota.units() - quota.needed(cost) - flying.units();
        if (room < 0) {
            return UNKNOWN;
        }
        int full = counts.newestAbove(room);
        return full < 0 ? at : Math.max(at, turns.next(counts.start(full)) - skew.least());
    }

    @Override
    public void spend(Debit debit) {
        debit.taken = quota.taken(debit.cost());
        flying.add(debit);
    }

    @Override
    public void settle(Debit debit, long units, long sentAt, long answeredAt) {
        flying.remove(debit);
        count(units, answeredAt);
        counts.forgetBefore(turns.start(answeredAt + skew.least()));
    }

    @Override
    public void giveBack(Debit debit) {
        flying.remove(debit);
    }

    @Override
    public void hear(Word word, Debit debit, long sentAt, long answeredAt) {
        long window = turns.start(answeredAt + skew.most());
        if (window == turns.start(sentAt + skew.least())) {
            quota.hear(word);
            long foreign = quota.foreign(word, counts.of(window) + flying.unitsBy(answeredAt));
            if (foreign > 0) {
                counts.add(window, foreign);
            }
        }
    }

    /** Where the provider's clock turns out to be another one than assumed, what was counted is taken over to it. */
    @Override
    public void clock(long serverDate, long sentAt, long answeredAt) {
        long known = counts.mostFrom(turns.start(sentAt + skew.least()));
        if (skew.hear(serverDate, sentAt, answeredAt)) {
            counts.forgetBefore(UNKNOWN);
            if (known > 0) {
                count(known, answeredAt);
            }
        }
    }

    @Override
    public long used(long now) {
        return counts.mostFrom(turns.start(now + skew.least())) + flying.units();
    }

    @Override
    public long inFlight() {
        return flying.units();
    }

    @Override
    public long quota() {
        return quota.units();
    }

    @Override
    public long opensAt(long now) {
        long window = turns.start(now + skew.least());
        return counts.mostFrom(window) == 0 ? UNKNOWN : turns.next(window) - skew.least();
    }

    @Override
    public boolean idle(long now) {
        boolean counted = counts.mostFrom(turns.start(now + skew.least())) > 0;
        long over = counts.size() == 0 ? 0 : turns.next(counts.start(counts.size() - 1));
        return flying.isEmpty() && !counted && quota.isForgettable(over, now) && skew.isForgettable(now);
    }

    @Override
    public long[] save() {
        long[] saved = new long[FIXED + 2 * counts.size()];
        saved[0] = Saved.CALENDAR;
        saved[1] = quota.save();
        skew.save(saved, 2);
        counts.save(saved, FIXED);
        return saved;
    }

    @Override
    public void restore(long[] saved) {
        Saved.check(saved, Saved.CALENDAR, FIXED, 2);
        quota.restore(saved[1]);
        skew.restore(saved, 2);
        for (int i = FIXED; i < saved.length; i += 2) {
            counts.add(saved[i], saved[i + 1]);
        }
    }

    @Override
    public void resume(Debit debit) {
        spend(debit);
    }

    private void count(long units, long answeredAt) {
        long last = turns.start(answeredAt + skew.most());
        for (long window = turns.start(answeredAt + skew.least()); window <= last; window = turns.next(window)) {
            counts.add(window, units);
        }
    }
}
