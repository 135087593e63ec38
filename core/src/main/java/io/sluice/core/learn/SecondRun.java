package io.sluice.core.learn;

/** The run after the first wall. Where it holds as many, a window is likely; where it holds fewer, both kinds are. */
final class SecondRun implements Stage {
    private static final int MANY = 4;
    /** One more than at the last wall is in flight after so many. */
    private static final int SLOWLY = 8;

    private final EndedRun first;
    private final long shutAfter;
    private final LengthBound opening;
    private final int inFlight;

    /**
     * @param shutAfter ms after the first one opened at which it was still shut
     * @param inFlight calls at the wall that ended the first one
     */
    SecondRun(EndedRun first, long shutAfter, LengthBound opening, int inFlight) {
        this.inFlight = inFlight;
        this.first = first;
        this.shutAfter = shutAfter;
        this.opening = opening;
    }

    @Override
    public Stage wall(Run run, Refused refused) {
        EndedRun second = EndedRun.of(run, refused);
        if (second.like(first)) {
            long quota = Math.min(first.count(), second.count());
            return WindowSearch.shut(run, quota, shutAfter, opening, refused);
        }
        if (second.count() > first.count()) {
            return FirstWall.at(run, refused, false);
        }
        return LongerWait.shut(run, first, second, second.wallAt() - first.wallAt(), shutAfter, opening, refused);
    }

    @Override
    public Stage passed(Run run, long answeredAt, int inFlight) {
        return run.count() > MANY * first.count() + FirstWall.PROOF ? new Unrefused() : this;
    }

    /** How many calls may be in flight: as many as met the last wall may meet the next; few near it. */
    @Override
    public int most(Run run) {
        long most = Math.min(Unrefused.most(run.total()), inFlight + run.count() / SLOWLY);
        return near((int) most, first.count(), run.count());
    }

    static int near(int most, long wall, long count) {
        long left = Math.max(1, Math.abs(wall - count) / 2);
        return (int) Math.min(most, left);
    }
}
