package io.sluice.core.meter;

/** Moving average of the time that calls take until their answers. */
public final class AnswerTime {
    private static final long SHARE = 8;

    /** In 1/8 ms; negative while nothing is known. */
    private long eighths = -1;

    /** A call was answered. */
    public void took(long sentAt, long answeredAt) {
        long millis = Math.max(0, answeredAt - sentAt);
        eighths = eighths < 0 ? millis * SHARE : eighths + millis - eighths / SHARE;
    }

    /** How many of so many calls at the same time end within {@code millis}; 0 while nothing is known. */
    public long ending(long calls, long millis) {
        return eighths < 0 ? 0 : calls * millis * SHARE / Math.max(SHARE, eighths);
    }

    /** So many calls one after another, ms; 0 while nothing is known. */
    public long of(long calls) {
        return Math.max(0, eighths) * calls / SHARE;
    }

    /** Whether calls are known to take no longer than {@code millis}. */
    public boolean isWithin(long millis) {
        return eighths >= 0 && eighths <= millis * SHARE;
    }
}
