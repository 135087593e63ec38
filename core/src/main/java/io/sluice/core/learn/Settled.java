package io.sluice.core.learn;

import java.util.Optional;

/**
 * A window is known. Now and then a little more is tried, twice as much each time that it passes; where it does not, it is
 * tried half as often. A refusal that no trial explains makes it a little stricter; one that is followed by another makes it
 * be learned anew.
 */
final class Settled implements Stage {
    private static final long FIRST_TRIAL = 50;
    private static final long LAST_TRIAL = 12_800;
    private static final int MOST_PARTLY = 2;
    private static final long ENOUGH = 50;
    private static final long MOST_STEP = 8;
    private static final int MOST_SURPRISES = 8;
    /** Calls in flight while a shorter window is tried, or one of so many. */
    private static final long FEW = 2;

    private static final long PART = 16;

    private Rate good;
    private Rate present;
    /** Whether it has not yet let two quotas pass: few calls are in flight. */
    private boolean untried;

    private boolean trial;
    /** Whether a shorter window is tried, or a larger quota. */
    private boolean shorter;

    /** More calls in flight meanwhile, since with few it is not filled: they take long. */
    private long slower;
    /** When it was last full, or one more was added, epoch ms; and whether since then as many were in flight as may be. */
    private long fullAt;

    private boolean crowded;
    private long step = 1;
    private long since;
    private long trialAfter;
    private int surprises;
    /** Surprises after less than the quota had passed since the one before. */
    private int partly;

    private long wallAt;
    private final PassTimes passes = new PassTimes();

    private Settled(Rate rate) {
        this.good = rate;
        this.present = rate;
        this.trialAfter = Math.max(FIRST_TRIAL, 8 * rate.quota());
    }

    static Settled of(Rate rate) {
        return new Settled(rate);
    }

    /** It may be a bucket, which was empty at that instant, epoch ms. */
    Settled untried(long emptyAt) {
        untried = true;
        wallAt = emptyAt;
        return this;
    }

    @Override
    public boolean isSettled() {
        return true;
    }

    @Override
    public Optional<Stage> likewise() {
        return Optional.of(new Settled(good));
    }

    @Override
    public Stage wall(Run run, Refused refused) {
        boolean bitByBit = !trial && wallAt > 0 && since > 0 && 10 * since < 9 * good.quota();
        boolean half = untried && 2 * since >= good.quota();
        if (bitByBit && (++partly >= MOST_PARTLY || half)) {
            return BucketRate.of(run, since, refused.sentAt() - wallAt, refused);
        }
        since = 0;
        wallAt = refused.sentAt();
        if (trial) {
            trial = false;
            if (shorter) {
                // What is counted by a shorter window has forgotten calls that count in this one.
                run.shut(refused.retry(refused.answeredAt() + good.perMillis() - present.perMillis()));
                slower /= 2;
            }
            shorter = !shorter;
            step = 1;
            trialAfter = shorter ? Math.min(LAST_TRIAL, 2 * trialAfter) : trialAfter;
            present = good;
            return this;
        }
        if (++surprises > MOST_SURPRISES) {
            return FirstWall.anew(run, refused, good);
        }
        long per = good.perMillis();
        good = good.per(RoundTimes.within(per + 1, per + 1 + (per << Math.min(surprises, 6)) / 400));
        present = good;
        run.shut(refused.retry(refused.answeredAt() + good.perMillis() / 32));
        return this;
    }

    @Override
    public Stage stillShut(Run run, Refused refused) {
        return FirstWall.anew(run, refused, good);
    }

    @Override
    public Stage reopened(Run run, long sentAt, long answeredAt) {
        return passed(run, answeredAt, 1);
    }

    @Override
    public Stage passed(Run run, long answeredAt, int inFlight) {
        passes.add(answeredAt, present.quota() + 1);
        since++;
        untried &= since < 2 * good.quota();
        boolean binding = passes.after(answeredAt - present.perMillis()) >= (trial ? present.quota() : good.quota());
        if (trial && binding && since >= 2 * present.quota() + ENOUGH) {
            good = present;
            step = Math.min(2 * step, MOST_STEP);
            surprises = 0;
            more(answeredAt);
        } else if (!trial && since >= trialAfter) {
            surprises = 0;
            more(answeredAt);
        } else if (trial && shorter) {
            fills(run, binding, answeredAt, inFlight);
        }
        return this;
    }

    /** One more call is in flight after each window that is not filled by those that may be, or it would be tried for ever. */
    private void fills(Run run, boolean binding, long now, int inFlight) {
        crowded |= inFlight >= most(run);
        boolean over = now - fullAt > good.perMillis();
        slower += over && crowded && slower < good.quota() / 2 ? 1 : 0;
        if (binding || over) {
            fullAt = now;
            crowded = false;
        }
    }

    /** One call more for each percent of a step, or a window that is shorter by so many percent. */
    private void more(long now) {
        trial = true;
        fullAt = now;
        crowded = false;
        since = 0;
        long per = good.perMillis();
        present = shorter
                ? good.per(per - Math.max(1, per * step / 100))
                : good.holding(good.quota() + Math.max(1, good.quota() * (step - 1) / 100));
    }

    @Override
    public boolean drains() {
        return untried;
    }

    /** If a window is not shorter after all, all are refused that went at its end. */
    @Override
    public int most(Run run) {
        if (trial && shorter) {
            return (int) (Math.max(FEW, good.quota() / PART) + slower);
        }
        return untried ? Pace.few(since) : Pace.ANY;
    }

    @Override
    public Optional<Rate> rate() {
        return Optional.of(present);
    }

    @Override
    public Optional<Rate> known() {
        return Optional.of(good);
    }
}
