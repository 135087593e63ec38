package io.sluice.core.learn;

import java.util.Optional;

/**
 * Calls at the same time seem to be what is counted: as many as were in flight before one too many. Now and then one more is
 * tried. Where calls pass among as many others as one was refused among, it was not the others.
 */
final class Crowded implements Stage {
    private static final int PROVEN = 50;
    private static final long FIRST_TRIAL = 200;
    private static final long LAST_TRIAL = 12_800;
    private static final int MOST_LOWERED = 2;

    private int most;
    private int lowered;
    private boolean trial;
    private long steady;
    private long trialAfter = FIRST_TRIAL;

    /** The run that ended when one too many was in flight, as it seems. */
    private final EndedRun first;

    private final LengthBound opening;
    private boolean proven;

    Crowded(EndedRun first, LengthBound opening, int most) {
        this.first = first;
        this.opening = opening;
        this.most = most;
    }

    /** What was known before a restart. */
    static Crowded of(int most) {
        Crowded crowded = new Crowded(new EndedRun(0, 0, 0, 0), new LengthBound(1, 0), most);
        crowded.proven = true;
        return crowded;
    }

    @Override
    public Stage wall(Run run, Refused refused) {
        int others = refused.inFlight() - 1;
        boolean amongFew = !proven && 2 * refused.inFlight() <= most;
        boolean notTheOthers = others < 1 || amongFew || (!trial && refused.passedAmong() >= FirstWall.PROOF);
        if (notTheOthers || (!trial && ++lowered > MOST_LOWERED)) {
            return proven
                    ? FirstWall.at(run, refused, false)
                    : new SecondRun(first, first.took(), opening).wall(run, refused);
        }
        if (trial) {
            trialAfter = Math.min(LAST_TRIAL, 2 * trialAfter);
            trial = false;
            most--;
        } else {
            most = Math.max(1, Math.min(most, others));
        }
        steady = 0;
        return this;
    }

    @Override
    public Stage passed(Run run, long answeredAt, int inFlight) {
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
        return most;
    }

    @Override
    public Optional<Long> concurrency() {
        return Optional.of((long) most);
    }
}
