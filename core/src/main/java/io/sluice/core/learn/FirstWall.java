package io.sluice.core.learn;

/**
 * After a wall: one call at a time. If the first one passes as soon as the others have ended, or a bucket has got one, calls at
 * the same time may be what is counted. If it does not, it is tried again when windows of usual lengths end.
 */
final class FirstWall implements Stage {
    /** So many calls that passed among as many others prove that it was not the others. */
    static final int PROOF = 16;

    /** A bucket has got one more after so many times what a call of the run took. */
    private static final long SPACES = 2;
    /** It is waited no longer for that, ms. */
    private static final long SOON = 500;

    private final EndedRun fill;
    private final int inFlight;
    private final boolean crowdPossible;
    /** What passed before it. */
    private final PassedAmong before;

    /** The longest time since the run opened at which a call was refused, ms. */
    private long shutAfter;

    private boolean knocked;

    private FirstWall(EndedRun fill, Refused refused, boolean crowdPossible, PassedAmong before) {
        this.fill = fill;
        this.before = before;
        this.inFlight = refused.inFlight();
        this.crowdPossible = crowdPossible;
        this.shutAfter = fill.took();
    }

    /** The run ended at a wall, and nothing is known. */
    static FirstWall at(Run run, Refused refused) {
        return at(run, refused, isCrowdPossible(refused));
    }

    static FirstWall at(Run run, Refused refused, boolean crowdPossible) {
        EndedRun fill = EndedRun.of(run, refused);
        long spaces = fill.count() == 0 ? 0 : SPACES * fill.took() / fill.count();
        run.shut(refused.retry(refused.answeredAt() + Math.min(SOON, spaces)));
        return new FirstWall(fill, refused, crowdPossible, run.passed());
    }

    /** The first run is looked at anew. */
    static FirstWall again(EndedRun first, Refused refused, PassedAmong before) {
        return new FirstWall(first, refused, isCrowdPossible(refused), before);
    }

    private static boolean isCrowdPossible(Refused refused) {
        return refused.inFlight() > 1 && refused.passedAmong() < PROOF;
    }

    /** What was known does not hold any more: another quota or another length. */
    static FirstWall anew(Run run, Refused refused, Rate known) {
        long at = refused.sentAt();
        run.shut(refused.retry(refused.answeredAt() + known.perMillis() / 16));
        return new FirstWall(new EndedRun(at, at, at, known.quota()), refused, false, new PassedAmong());
    }

    @Override
    public Stage wall(Run run, Refused refused) {
        return at(run, refused);
    }

    @Override
    public Stage stillShut(Run run, Refused refused) {
        knocked = true;
        shutAfter = Math.max(shutAfter, refused.sentAt() - fill.openedAt());
        run.shut(refused.retry(fill.usualEnd(shutAfter, refused.answeredAt())));
        return this;
    }

    @Override
    public Stage reopened(Run run, long sentAt, long answeredAt) {
        LengthBound opening = fill.passedAt(sentAt, answeredAt);
        if (!knocked && crowdPossible) {
            return new Crowded(fill, opening, inFlight - 1, before);
        }
        return new SecondRun(fill, shutAfter, opening, inFlight);
    }

    @Override
    public boolean isCrowding() {
        return crowdPossible && !knocked;
    }

    @Override
    public int most(Run run) {
        return 1;
    }
}
