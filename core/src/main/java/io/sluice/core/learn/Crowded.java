package io.sluice.core.learn;

import java.util.Optional;

/**
 * Calls at the same time seem to be what is counted: as many as were in flight before one too many. Now and then one more is
 * tried. Where calls pass among as many others as one was refused among, it was not the others.
 */
final class Crowded implements Stage {
    private static final int PROVEN = 50;
    private static final long FIRST_TRIAL = 400;
    private static final long LAST_TRIAL = 12_800;
    private static final int MOST_LOWERED = 3;

    private int most;
    private int lowered;
    private boolean trial;
    private long steady;
    private long trialAfter = FIRST_TRIAL;

    Crowded(int most) {
        this.most = most;
    }

    @Override
    public Stage wall(Run run, Refused refused) {
        int others = refused.inFlight() - 1;
        boolean notTheOthers = others < 1 || (!trial && refused.passedAmong() >= Knock.PROOF);
        if (notTheOthers || (!trial && ++lowered > MOST_LOWERED)) {
            return Knock.at(run, refused, false);
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
    public Stage stillShut(Run run, Refused refused) {
        return Knock.at(run, refused, false);
    }

    @Override
    public Stage reopened(Run run, long sentAt, long answeredAt) {
        return this;
    }

    @Override
    public Stage passed(Run run, long answeredAt, int inFlight) {
        steady += inFlight >= most ? 1 : 0;
        if (steady >= PROVEN) {
            lowered = 0;
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
