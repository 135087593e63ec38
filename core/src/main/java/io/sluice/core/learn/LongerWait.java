package io.sluice.core.learn;

/**
 * A run held fewer than the one before. After some more time it shows how the quota comes back: in a bucket as much more as the
 * time is longer, in a sliding window all as soon as the first run is over there, in other windows as much as before or nothing
 * yet.
 */
final class LongerWait implements Stage {
    /** It waits so many times as long as the second run's calls took to come back; half of that where these were many. */
    private static final long TIMES = 4;

    private static final long MANY = 8;
    /** More at once, by so much, than time has brought: not bit by bit. */
    private static final long MUCH = 4;

    private final EndedRun first;
    private final EndedRun second;
    /** Ms in which what the second run held had come back. */
    private final long took;

    private final long above;
    /** When the second run opened, after the first. */
    private final LengthBound afterFirst;

    private LengthBound opening;

    private LongerWait(EndedRun first, EndedRun second, long took, long above, LengthBound opening) {
        this.above = above;
        this.first = first;
        this.second = second;
        this.took = took;
        this.afterFirst = opening;
        this.opening = opening;
    }

    /**
     * Waits.
     *
     * @param took ms in which what the second run held had come back
     * @param above ms after the first run at which it was still shut
     * @param opening when the second run opened, after the first
     */
    static LongerWait shut(
            Run run, EndedRun first, EndedRun second, long took, long above, LengthBound opening, Refused refused) {
        long times = second.count() < MANY ? TIMES : TIMES / 2;
        long wait = 2 * first.took() < took ? first.took() + opening.doubt() : times * Math.max(1, took);
        run.shut(refused.retry(refused.answeredAt() + wait));
        return new LongerWait(first, second, Math.max(1, took), above, opening);
    }

    @Override
    public Stage wall(Run run, Refused refused) {
        EndedRun third = EndedRun.of(run, refused);
        long now = Math.max(1, third.wallAt() - second.wallAt());
        boolean replayed = 2 * first.took() < took;
        if (replayed && 10 * (second.count() + third.count()) >= 9 * first.count() && third.count() > second.count()) {
            long all = Math.max(third.count(), first.count());
            return sliding(run, all);
        }
        if (!replayed && 10 * third.count() >= 9 * first.count() && third.count() > second.count()) {
            if (third.count() * took > MUCH * (second.count() + 1) * now) {
                return sliding(run, third.count());
            }
            boolean slower = second.count() * now < third.count() * took;
            return slower
                    ? BucketRate.of(run, third.count(), now, refused)
                    : BucketRate.of(run, second.count(), took, refused);
        }
        boolean more = 2 * third.count() >= 3 * second.count() && now > took;
        boolean evenly = third.count() * took <= 3 * (second.count() + 1) * now;
        if (more && evenly) {
            return BucketRate.of(run, third.count(), now, refused);
        }
        if (!evenly) {
            return FirstWall.at(run, refused, false);
        }
        long quota = Math.min(second.count(), third.count());
        return WindowSearch.shut(run, quota, third.took(), opening, refused);
    }

    private Stage sliding(Run run, long quota) {
        long least = Math.min(above, afterFirst.after() - 1);
        return WindowSearch.settle(run, quota, least, afterFirst, run.lastAt());
    }

    @Override
    public Stage stillShut(Run run, Refused refused) {
        return WindowSearch.stillShut(run, second, above - first.took(), refused);
    }

    @Override
    public Stage reopened(Run run, long sentAt, long answeredAt) {
        if (2 * first.took() >= took) {
            opening = second.passedAt(sentAt, answeredAt);
        }
        return this;
    }

    @Override
    public int most(Run run) {
        long few = 2 * first.took() < took ? Pace.ANY : Pace.few(run.count());
        return run.isShut() ? 1 : (int) Math.min(Unrefused.most(run.total()), few);
    }
}
