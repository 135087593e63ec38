package io.sluice.core.learn;

/** Nothing was refused yet. So that a wall costs few refusals, few calls are in flight, and more the more have passed. */
final class Unrefused implements Stage {
    private static final int FEW = 8;
    /** A wall may cost one in so many of the calls that have passed. */
    private static final int PART = 64;

    @Override
    public Stage wall(Run run, Refused refused) {
        return FirstWall.at(run, refused);
    }

    @Override
    public Stage stillShut(Run run, Refused refused) {
        return FirstWall.at(run, refused);
    }

    @Override
    public int most(Run run) {
        return most(run.total());
    }

    static int most(long passed) {
        return (int) Math.max(Math.min(FEW, 1 + passed / 8), fewest(passed));
    }

    /** Where a wall is near. */
    static int fewest(long passed) {
        return (int) Math.min(Pace.ANY, Math.max(1, passed / PART));
    }
}
