package io.sluice.core.meter;

import java.util.Map;
import java.util.TreeMap;

/**
 * Windows that follow the provider's calendar.
 *
 * <p>The provider's clock is ours plus an offset that lies in an interval, at first a second wide on each side, which
 * Date headers narrow. A call that may have arrived on either side of a turn counts in both windows; one in flight
 * counts in all from its earliest on.
 */
final class CalendarMeter implements Meter {
    /** How far clocks may differ while nothing is known, in ms. */
    private static final long SKEW = 1_000;
    /** A Date header tells its second, not the instant in it; in ms. */
    private static final long DATE_GRAIN = 1_000;

    private final Turns turns;
    private final Quota quota;
    private final TreeMap<Long, Long> counts = new TreeMap<>();
    private long inFlight;
    private long least = -SKEW;
    private long most = SKEW;

    CalendarMeter(long quota, Turns turns) {
        this.quota = new Quota(quota);
        this.turns = turns;
    }

    @Override
    public long freeAt(long cost, long at) {
        long room = quota.units() - quota.taken(cost) - inFlight;
        if (room < 0) {
            return UNKNOWN;
        }
        long free = at;
        long earliest = turns.start(free + least);
        while (count(earliest) > room || count(turns.start(free + most)) > room) {
            long full = count(turns.start(free + most)) > room ? turns.start(free + most) : earliest;
            free = turns.next(full) - least;
            earliest = turns.start(free + least);
        }
        return free;
    }

    @Override
    public void spend(Debit debit) {
        debit.taken = quota.taken(debit.cost());
        inFlight += debit.taken;
    }

    @Override
    public void settle(Debit debit, long sentAt, long answeredAt) {
        inFlight -= debit.taken;
        long last = turns.start(answeredAt + most);
        for (long window = turns.start(sentAt + least); window <= last; window = turns.next(window)) {
            counts.merge(window, debit.taken, Long::sum);
        }
        counts.headMap(turns.start(answeredAt + least - DATE_GRAIN)).clear();
    }

    @Override
    public void giveBack(Debit debit) {
        inFlight -= debit.taken;
    }

    @Override
    public void hear(Word word, Debit debit, long answeredAt) {
        long window = turns.start(answeredAt + most);
        if (window == turns.start(debit.notBefore() + least)) {
            quota.hear(word);
            counts.merge(window, quota.foreign(word, count(window) + inFlight), Long::sum);
        }
    }

    @Override
    public void clock(long serverDate, long sentAt, long answeredAt) {
        long from = serverDate - answeredAt;
        long to = serverDate + DATE_GRAIN - sentAt;
        boolean meets = from <= most && to >= least;
        least = meets ? Math.max(least, from) : from;
        most = meets ? Math.min(most, to) : to;
    }

    @Override
    public long used(long now) {
        return count(turns.start(now + least)) + inFlight;
    }

    @Override
    public long inFlight() {
        return inFlight;
    }

    @Override
    public long quota() {
        return quota.units();
    }

    @Override
    public long opensAt(long now) {
        return used(now) == 0 ? UNKNOWN : turns.next(now + least) - least;
    }

    @Override
    public long[] save() {
        long[] saved = new long[3 + 2 * counts.size()];
        saved[0] = quota.units();
        saved[1] = least;
        saved[2] = most;
        int at = 3;
        for (Map.Entry<Long, Long> entry : counts.entrySet()) {
            saved[at++] = entry.getKey();
            saved[at++] = entry.getValue();
        }
        return saved;
    }

    @Override
    public void restore(long[] saved) {
        quota.units(saved[0]);
        least = saved[1];
        most = saved[2];
        for (int i = 3; i + 1 < saved.length; i += 2) {
            counts.put(saved[i], saved[i + 1]);
        }
    }

    @Override
    public void resume(Debit debit) {
        spend(debit);
    }

    private long count(long window) {
        return counts.getOrDefault(window, 0L);
    }
}
