package io.sluice.core.learn;

/** The run after the first wall. Where it holds as many, a window is likely; where it holds fewer, both kinds are. */
final class SecondRun implements Stage {
    private static final int MANY = 4;

    private final EndedRun first;
    private final long shutAfter;
    private final LengthBound opening;
    /** Whether it was shut for a while, so that much is back. */
    private final boolean wasShut;

    SecondRun(EndedRun first, long shutAfter, LengthBound opening, boolean wasShut) {
        this.wasShut = wasShut;
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

    /** Few near the last wall, and at first where it is as if there had been none. */
    @Override
    public int most(Run run) {
        int most = Unrefused.most(wasShut ? run.total() : run.count());
        return near(most, first.count(), run.count());
    }

    static int near(int most, long wall, long count) {
        long left = Math.max(1, Math.abs(wall - count) / 2);
        return (int) Math.min(most, left);
    }
}
