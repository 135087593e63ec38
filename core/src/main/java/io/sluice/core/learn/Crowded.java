package io.sluice.core.learn;

import java.util.Optional;

/**
 * Calls at the same time seem to be what is counted: as many as were in flight before one too many. Now and then one more is
 * tried. Where calls pass among as many others as one was refused among, it was not the others; so that little is refused if it
 * was not, few are in flight at first.
 */
final class Crowded implements Stage {
    private static final int PROVEN = 50;
    private static final long FIRST_TRIAL = 200;
    private static final long LAST_TRIAL = 12_800;
    private static final int MOST_LOWERED = 2;
    private static final int FEW = 2;
    /** After so many calls one more may be in flight at first. */
    private static final int SLOWLY = 4;

    private int most;
    /** How many calls may be in flight for the time being. */
    private int few;

    /** So many were in flight before one too many was, at first. */
    private final int met;

    private int passedAmongFew;
    private int lowered;
    private boolean trial;
    private long steady;
    private long trialAfter = FIRST_TRIAL;

    /** The run that ended when one too many was in flight, as it seems. */
    private final EndedRun first;

    private final LengthBound opening;
    /** What passed before that. */
    private final PassedAmong before;

    private boolean proven;

    Crowded(EndedRun first, LengthBound opening, int most, PassedAmong before) {
        this.before = before;
        this.few = Math.min(FEW, most);
        this.met = most;
        this.first = first;
        this.opening = opening;
        this.most = most;
    }

    /** What was known before a restart. */
    static Crowded of(int most) {
        Crowded crowded = new Crowded(new EndedRun(0, 0, 0, 0), new LengthBound(1, 0), most, new PassedAmong());
        crowded.proven = true;
        crowded.few = most;
        return crowded;
    }

    @Override
    public Stage wall(Run run, Refused refused) {
        int others = refused.inFlight() - 1;
        boolean amongFew = !proven && 2 * refused.inFlight() <= met;
        boolean notTheOthers = others < 1 || amongFew || (!trial && passedAmong(refused) >= FirstWall.PROOF);
        if (notTheOthers || (!trial && ++lowered > MOST_LOWERED)) {
            return proven
                    ? FirstWall.at(run, refused, false)
                    : new SecondRun(first, first.took(), opening, refused.inFlight()).wall(run, refused);
        }
        if (trial) {
            trialAfter = Math.min(LAST_TRIAL, 2 * trialAfter);
            trial = false;
            most--;
        } else {
            most = Math.max(1, Math.min(most, others));
        }
        few = Math.min(few, most);
        steady = 0;
        return this;
    }

    /** What passed before counts where many fewer are in flight: among nearly as many, others may be counted that are not known of. */
    private int passedAmong(Refused refused) {
        boolean manyFewer = !proven && 3 * refused.inFlight() <= 2 * met;
        return refused.passedAmong() + (manyFewer ? before.atLeast(refused.inFlight()) : 0);
    }

    @Override
    public Stage passed(Run run, long answeredAt, int inFlight) {
        if (few < most && ++passedAmongFew >= SLOWLY) {
            few++;
            passedAmongFew = 0;
        }
        steady += inFlight >= most ? 1 : 0;
        if (steady >= PROVEN) {
            lowered = 0;
            proven = true;
            trial = false;
        }
        if (steady >= trialAfter) {
            trial = true;
            most++;
            steady = 0;
        }
        return this;
    }

    @Override
    public boolean isCrowding() {
        return !proven;
    }

    @Override
    public boolean triesMore() {
        return trial;
    }

    @Override
    public boolean isSettled() {
        return proven;
    }

    @Override
    public Optional<Stage> likewise() {
        return proven ? Optional.of(of(most)) : Optional.empty();
    }

    @Override
    public boolean drains() {
        return false;
    }

    @Override
    public int most(Run run) {
        return few;
    }

    @Override
    public Optional<Long> concurrency() {
        return Optional.of((long) most);
    }

    @Override
    public Optional<Long> knownConcurrency() {
        return Optional.of(trial ? most - 1L : most);
    }

    @Override
    public boolean isProven() {
        return proven;
    }
}
