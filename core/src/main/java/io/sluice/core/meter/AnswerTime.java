package io.sluice.core.meter;

/** Moving average of the time that calls take until their answers. */
public final class AnswerTime {
    /** So long before its turn a call is ordered, ms: a round by way of the topics takes less. */
    public static final long AHEAD_MILLIS = 200;

    private static final long MOST_TURNS_AHEAD = 15;
    /** Where answers take longer nothing is ordered ahead: little is lost, and it would grow old at the caller. ms. */
    private static final long LONG_MILLIS = 2_000;

    private static final long SHARE = 8;

    /** In 1/8 ms; negative while nothing is known. */
    private long eighths = -1;

    /** A call was answered. */
    public void took(long sentAt, long answeredAt) {
        long millis = Math.max(0, answeredAt - sentAt);
        eighths = eighths < 0 ? millis * SHARE : eighths + millis - eighths / SHARE;
    }

    /**
     * How many calls may be ordered before so many at the same time have ended: those that end within {@link #AHEAD_MILLIS}. None while
     * nothing is known, nor where answers take long.
     */
    public long ahead(long calls) {
        return isShort()
                ? Math.min(MOST_TURNS_AHEAD * calls, calls * AHEAD_MILLIS * SHARE / Math.max(SHARE, eighths))
                : 0;
    }

    /** So many calls one after another, ms; 0 while nothing is known. */
    public long of(long calls) {
        return Math.max(0, eighths) * calls / SHARE;
    }

    /** Whether calls are known to take no longer than {@link #LONG_MILLIS}. */
    public boolean isShort() {
        return eighths >= 0 && eighths <= LONG_MILLIS * SHARE;
    }
}
