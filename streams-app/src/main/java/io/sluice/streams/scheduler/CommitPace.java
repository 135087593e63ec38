package io.sluice.streams.scheduler;

/**
 * Says when a task's work should be committed: soon while there is little, since whoever waits for it waits for the commit;
 * later while there is much, since a commit costs the same for a record as for a thousand.
 *
 * <p>What is some must leave room for a hiccup: 14,000 requests/s are 900 records between two commits that are 25 ms apart.
 * With little room one late commit makes the next later still: at 400, 5,000 requests/s had a 99th percentile of 71 ms until
 * the call instead of 53, and 10,000 a median of 48 instead of 27 ms ({@code bench open}).
 */
final class CommitPace {
    /** Records handled since the last commit: up to so many are little, some, much. */
    private static final int LITTLE = 100;

    private static final int SOME = 1_100;
    private static final int MUCH = 2_200;

    /** Time between commits, in ms, where that was little, some, much, or more. */
    private static final long AFTER_LITTLE = 20;

    private static final long AFTER_SOME = 25;
    private static final long AFTER_MUCH = 50;
    private static final long AFTER_MORE = 100;

    private int handled;
    private long last;
    private boolean committing;

    /** A record was handled. */
    void handled() {
        handled++;
    }

    /** Whether to commit now. The time to the next one counts from when this one is over: it may take long. */
    boolean isDue(long now) {
        if (committing) {
            committing = false;
            last = now;
            return false;
        }
        if (handled == 0 || now - last < spacing()) {
            return false;
        }
        handled = 0;
        committing = true;
        return true;
    }

    private long spacing() {
        if (handled < SOME) {
            return handled < LITTLE ? AFTER_LITTLE : AFTER_SOME;
        }
        return handled < MUCH ? AFTER_MUCH : AFTER_MORE;
    }
}
