package io.sluice.streams.scheduler;

import org.jspecify.annotations.Nullable;

/**
 * Says when the work of a thread should be committed, that of all its tasks together (KIP-447): soon while there is little, since
 * whoever waits for it waits for the commit; later while there is much, since a commit costs the same for a record as for a thousand.
 *
 * <p>What is some must leave room for a hiccup: 14,000 requests/s are 900 records between two commits that are 25 ms apart.
 * With little room one late commit makes the next later still: at 400, 5,000 requests/s had a 99th percentile of 71 ms until
 * the call instead of 53, and 10,000 a median of 48 instead of 27 ms ({@code bench open}).
 *
 * <p>A commit leaves as much time for work as it took. Right after everything was started that is 50 to 150 ms, on processors which
 * have no time for it; with the next commit 20 ms later a thread handled ten records a second, and took that for little to do.
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

    /** Time for work after a commit, in times of what it took. */
    private static final long WORK = 1;

    /** The same while a task has yet to read what its predecessor wrote: nobody waits for what it does. */
    private static final long WORK_BEFORE_SERVING = 4;

    /** What a commit is taken to need at most, in ms. */
    private static final long MOST = 250;

    private int handled;
    private @Nullable Object committing;
    private long begun;
    private long took;
    private long last;

    /** A record was handled. */
    void handled() {
        handled++;
    }

    /**
     * Whether to commit now. The time to the next one counts from when this one is over, as the first question of the same task shows.
     *
     * @param task who asks
     * @param serving whether every task serves
     */
    boolean isDue(Object task, long now, boolean serving) {
        if (committing == task) {
            committing = null;
            took = Math.min(now - begun, MOST);
            last = now;
            return false;
        }
        // A task that was closed says nothing any more.
        boolean underWay = committing != null && now - begun <= MOST;
        long work = took * (serving ? WORK : WORK_BEFORE_SERVING);
        if (underWay || handled == 0 || now - last < Math.max(work, spacing())) {
            return false;
        }
        handled = 0;
        committing = task;
        begun = now;
        return true;
    }

    private long spacing() {
        if (handled < SOME) {
            return handled < LITTLE ? AFTER_LITTLE : AFTER_SOME;
        }
        return handled < MUCH ? AFTER_MUCH : AFTER_MORE;
    }
}
