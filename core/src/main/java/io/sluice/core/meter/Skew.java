package io.sluice.core.meter;

/**
 * How far the provider's clock is ahead of ours: an interval in ms, at first a second on each side.
 *
 * <p>A Date header says the second d in which it was written, at some instant within [sentAt, answeredAt]; so the clock
 * is ahead by more than d − answeredAt and by less than d + 1 s − sentAt. Such intervals are intersected. One that does
 * not meet what is known may come from a cache, so it is believed when another one that does not meets it, and then what
 * was known is dropped; unless one in between agrees with what is known and not with it. Before each one the interval is widened by what two clocks can drift apart since the last.
 */
final class Skew {
    static final int FIELDS = 5;

    private static final long AT_FIRST = 1_000;
    /** A Date header tells its second, not the instant in it; in ms. */
    private static final long DATE_GRAIN = 1_000;
    /** Clocks that are not kept in step drift apart by less than 1 ms in so many ms. */
    private static final long DRIFT = 10_000;

    private long least = -AT_FIRST;
    private long most = AT_FIRST;
    /** The last Date, to {@link #DRIFT}; epoch ms. */
    private long heardAt;
    /** An interval that contradicts; the least is above the most if there is none. */
    private long doubtLeast = 1;

    private long doubtMost;

    long least() {
        return least;
    }

    long most() {
        return most;
    }

    /** Takes a Date header, in epoch ms; returns whether what was known has been dropped. */
    boolean hear(long date, long sentAt, long answeredAt) {
        long from = date - answeredAt;
        long to = date + DATE_GRAIN - sentAt;
        boolean first = heardAt == 0;
        long drift = first ? 0 : Math.max(0, answeredAt - heardAt) / DRIFT;
        least -= drift;
        most += drift;
        heardAt = first ? answeredAt : heardAt + drift * DRIFT;
        if (from <= most && to >= least) {
            least = Math.max(least, from);
            most = Math.min(most, to);
            if (meetsDoubt(from, to)) {
                doubt(Math.max(doubtLeast, from), Math.min(doubtMost, to));
            } else {
                doubt(1, 0);
            }
            return false;
        }
        boolean again = meetsDoubt(from, to);
        doubt(again ? Math.max(doubtLeast, from) : from, again ? Math.min(doubtMost, to) : to);
        if (first || again) {
            least = doubtLeast;
            most = doubtMost;
            doubt(1, 0);
            return true;
        }
        return false;
    }

    private boolean meetsDoubt(long from, long to) {
        return doubtLeast <= doubtMost && from <= doubtMost && to >= doubtLeast;
    }

    private void doubt(long from, long to) {
        doubtLeast = from;
        doubtMost = to;
    }

    /**
     * Whether it can be forgotten: it lies within what a fresh one assumes, so that only precision is lost, or the next Date
     * will tell it again.
     */
    boolean isForgettable(long now) {
        return asAtFirst() || now - Quota.REMEMBERED >= heardAt;
    }

    private boolean asAtFirst() {
        return least >= -AT_FIRST && most <= AT_FIRST;
    }

    void save(long[] to, int from) {
        long[] all = {least, most, heardAt, doubtLeast, doubtMost};
        System.arraycopy(all, 0, to, from, FIELDS);
    }

    void restore(long[] saved, int from) {
        least = saved[from];
        most = saved[from + 1];
        heardAt = saved[from + 2];
        doubtLeast = saved[from + 3];
        doubtMost = saved[from + 4];
    }
}
