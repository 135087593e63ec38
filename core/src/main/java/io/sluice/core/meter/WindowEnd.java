package io.sluice.core.meter;

/**
 * What is known of the instant at which a first-call window ends.
 *
 * <p>It opened no earlier than {@code lo}, the first instant at which a call left that can have opened it, and no later
 * than {@code hi}, the earliest answer of a call that is surely in it: so it ends within [lo + W, hi + W]. A told end is
 * an interval, too. Where the two meet, their intersection counts; where they do not, somebody else opened the window or
 * the provider counts otherwise, and it may end as early as the one says and as late as the other.
 *
 * <pre>
 *        lo      hi                       lo + W    hi + W = the turn
 *   ─────┼───────┼──────────────────────────┼─────────┼──────────►
 *        └─opens─┘      answered: here only │ in both │ leaves: next only
 * </pre>
 */
final class WindowEnd {
    static final int FIELDS = 5;

    private final long per;
    /** Whether the provider alone knows how long the window is: then a told end counts, whatever we counted. */
    private final boolean told;
    /** Earliest instant at which a call left that is surely in the window; {@link Meter#UNKNOWN} if there is none. */
    private long sureFrom;
    /** The same of calls that may be in the window before. */
    private long carriedFrom;
    /** Earliest answer of a call that is surely in the window; {@link Meter#UNKNOWN} if there is none. */
    private long hi;

    private long toldFrom;
    /** {@link Word#NO_RESET} if no end was told. */
    private long toldTo;

    WindowEnd(long perMillis, boolean told) {
        this.per = perMillis;
        this.told = told;
        clear();
    }

    void clear() {
        sureFrom = Meter.UNKNOWN;
        carriedFrom = Meter.UNKNOWN;
        hi = Meter.UNKNOWN;
        toldTo = Word.NO_RESET;
    }

    void leavesSurelyHere(long from) {
        sureFrom = Math.min(sureFrom, from);
    }

    void mayHaveOpened(long from) {
        carriedFrom = Math.min(carriedFrom, from);
    }

    /** The calls that may have been in the window before all were. */
    void nobodyCarried() {
        carriedFrom = Meter.UNKNOWN;
    }

    void answeredSurelyHere(long at) {
        hi = Math.min(hi, at);
    }

    /** Others spend: where the told end is earlier than that of a window which we opened, they opened it. */
    void mayBeOpenedByOthers(Word word, long answeredAt) {
        boolean earlier = word.tellsReset() && word.resetTo() - per < Math.min(sureFrom, carriedFrom);
        if (earlier && word.resetFrom() > answeredAt) {
            endsAsTold(word, word.resetTo());
        }
    }

    /** Whether a told window in which no call of ours is runs on after the last turn. */
    boolean runs(Word word, long turned, long sentAt, long answeredAt) {
        return word.tellsReset()
                ? word.resetFrom() > sentAt && word.resetFrom() <= answeredAt + per && answeredAt >= turned
                : sentAt >= turned;
    }

    /** Others alone spend: the window ran at some instant between the two, and ends as it is told, if it is. */
    void openedByOthers(Word word, long sentAt, long answeredAt) {
        if (word.tellsReset()) {
            endsAsTold(word, Math.min(word.resetTo(), answeredAt + per));
        } else {
            leavesSurelyHere(sentAt - per);
            answeredSurelyHere(answeredAt);
        }
    }

    private void endsAsTold(Word word, long latest) {
        leavesSurelyHere(word.resetFrom() - per);
        answeredSurelyHere(latest - per);
    }

    /** Whether a call that is surely in the window was answered. */
    boolean known() {
        return hi != Meter.UNKNOWN;
    }

    /** Takes a told end; one before its call was sent, or more than two windows away, is that of something else. */
    void hear(Word word, long sentAt, long answeredAt) {
        boolean tooFar = !told && word.resetTo() > answeredAt + 2 * per;
        if (!word.tellsReset() || word.resetTo() < sentAt || tooFar) {
            return;
        }
        if (toldTo == Word.NO_RESET || toldTo < word.resetFrom()) {
            toldFrom = word.resetFrom();
            toldTo = word.resetTo();
        } else if (word.resetTo() >= toldFrom) {
            toldFrom = Math.max(toldFrom, word.resetFrom());
            toldTo = Math.min(toldTo, word.resetTo());
        }
    }

    /** The earliest instant at which the window can end; only of one that a call is in. */
    long earliest() {
        long counted = Math.min(sureFrom, carriedFrom) + per;
        if (toldTo == Word.NO_RESET) {
            return counted;
        }
        if (told) {
            return toldFrom;
        }
        return meets(counted) ? Math.max(counted, toldFrom) : Math.min(counted, toldFrom);
    }

    /** The instant by which the window has surely ended; {@link Meter#UNKNOWN} while no answer tells. */
    long latest() {
        if (hi == Meter.UNKNOWN) {
            return Meter.UNKNOWN;
        }
        long counted = hi + per;
        if (toldTo == Word.NO_RESET) {
            return counted;
        }
        if (told) {
            return toldTo;
        }
        return meets(Math.min(sureFrom, carriedFrom) + per) ? Math.min(counted, toldTo) : Math.max(counted, toldTo);
    }

    private boolean meets(long countedFrom) {
        boolean startsBeforeOurs = hi == Meter.UNKNOWN || toldFrom <= hi + per;
        return startsBeforeOurs && toldTo >= countedFrom;
    }

    void save(long[] to, int from) {
        long[] all = {sureFrom, carriedFrom, hi, toldFrom, toldTo};
        System.arraycopy(all, 0, to, from, FIELDS);
    }

    void restore(long[] saved, int from) {
        sureFrom = saved[from];
        carriedFrom = saved[from + 1];
        hi = saved[from + 2];
        toldFrom = saved[from + 3];
        toldTo = saved[from + 4];
    }
}
