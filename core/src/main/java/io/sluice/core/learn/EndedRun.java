package io.sluice.core.learn;

/**
 * A run that ended at a wall.
 *
 * @param openedFrom epoch ms before which its first call did not leave
 * @param openedAt epoch ms of the answer of its first call
 * @param wallAt epoch ms at which the first refused call left
 * @param count calls that passed
 */
record EndedRun(long openedFrom, long openedAt, long wallAt, long count) {
    private static final long LONG = 60_000;
    /** Windows of several keys may have opened one after another during the run; one in so many of a length is waited longer for that. */
    private static final long PART = 64;

    static EndedRun of(Run run, Refused refused) {
        return new EndedRun(run.openedFrom(), run.openedAt(), refused.sentAt(), run.count());
    }

    /** Time from its first answer to its wall, ms. */
    long took() {
        return Math.max(0, wallAt - openedAt);
    }

    /** The same with more calls. */
    EndedRun and(long calls) {
        return new EndedRun(openedFrom, openedAt, wallAt, count + calls);
    }

    /** What a call tells that passed after it: how long after it opened. */
    LengthBound passedAt(long sentAt, long answeredAt) {
        return new LengthBound(Math.max(1, sentAt - openedAt), answeredAt - sentAt + openedAt - openedFrom);
    }

    /**
     * Epoch ms at which to look whether it is over: when a window of usual length ends that it opened, or, where it took long, one
     * that was opened just before its wall.
     *
     * @param above ms; its window is longer
     */
    long usualEnd(long above, long now) {
        long usual = RoundTimes.after(Math.max(above, now - openedAt));
        long byOpening = openedAt + usual + Math.min(took() / 8, usual / PART);
        long byWall = wallAt + RoundTimes.after(now - wallAt);
        return took() > LONG ? Math.min(byOpening, byWall) : byOpening;
    }

    /** Whether this one held about as many as another. */
    boolean like(EndedRun other) {
        return 10 * count >= 9 * other.count() && 10 * other.count() >= 9 * count;
    }
}
