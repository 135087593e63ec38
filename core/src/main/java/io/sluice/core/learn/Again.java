package io.sluice.core.learn;

/** The run after the first wall. Where it holds as many, a window is likely; where it holds fewer, both kinds are. */
final class Again implements Stage {
    private static final int MANY = 4;

    private final Fill first;
    private final long shutAfter;
    private final Opening opening;

    Again(Fill first, long shutAfter, Opening opening) {
        this.first = first;
        this.shutAfter = shutAfter;
        this.opening = opening;
    }

    @Override
    public Stage wall(Run run, Refused refused) {
        Fill second = Fill.of(run, refused);
        if (second.like(first)) {
            long quota = Math.min(first.count(), second.count());
            return ByWindow.shut(run, quota, shutAfter, opening, refused);
        }
        if (second.count() > first.count()) {
            return Knock.at(run, refused, false);
        }
        return Longer.shut(run, first, second, second.wallAt() - first.wallAt(), shutAfter, opening, refused);
    }

    @Override
    public Stage passed(Run run, long answeredAt, int inFlight) {
        return run.count() > MANY * first.count() + Knock.PROOF ? new Free() : this;
    }

    /** Few near the last wall. */
    @Override
    public int most(Run run) {
        return near(Free.most(run.total()), first.count(), run.count());
    }

    static int near(int most, long wall, long count) {
        long left = Math.max(1, Math.abs(wall - count) / 2);
        return (int) Math.min(most, left);
    }
}
