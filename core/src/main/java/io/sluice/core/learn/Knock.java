package io.sluice.core.learn;

/**
 * After a wall: one call at a time. If the first one passes as soon as the others have ended, calls at the same time may be
 * what is counted. If it does not, it is tried again when windows of usual lengths end.
 */
final class Knock implements Stage {
    /** So many calls that passed among as many others prove that it was not the others. */
    static final int PROOF = 16;

    private final Fill fill;
    private final int inFlight;
    private final boolean crowdPossible;
    /** The longest time since the run opened at which a call was refused, ms. */
    private long shutAfter;

    private boolean knocked;

    private Knock(Run run, Refused refused, boolean crowdPossible) {
        this.fill = Fill.of(run, refused);
        this.inFlight = refused.inFlight();
        this.crowdPossible = crowdPossible;
        this.shutAfter = fill.took();
    }

    /** The run ended at a wall, and nothing is known. */
    static Knock at(Run run, Refused refused) {
        boolean possible = refused.inFlight() > 1 && refused.passedAmong() < PROOF;
        return at(run, refused, possible);
    }

    static Knock at(Run run, Refused refused, boolean crowdPossible) {
        Knock knock = new Knock(run, refused, crowdPossible);
        run.shut(refused.answeredAt(), refused.retry(refused.answeredAt()));
        return knock;
    }

    @Override
    public Stage wall(Run run, Refused refused) {
        return at(run, refused);
    }

    @Override
    public Stage stillShut(Run run, Refused refused) {
        knocked = true;
        shutAfter = Math.max(shutAfter, refused.sentAt() - fill.openedAt());
        long next = RoundTimes.after(Math.max(shutAfter, refused.answeredAt() - fill.openedAt()));
        run.shut(refused.answeredAt(), refused.retry(fill.openedAt() + next));
        return this;
    }

    @Override
    public Stage reopened(Run run, long sentAt, long answeredAt) {
        Opening opening = fill.passedAt(sentAt, answeredAt);
        if (!knocked && crowdPossible) {
            return new Crowded(fill, opening, inFlight - 1);
        }
        return new Again(fill, shutAfter, opening);
    }

    @Override
    public int most(Run run) {
        return 1;
    }
}
