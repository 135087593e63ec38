package io.sluice.core.learn;

import java.util.Optional;

/**
 * The limit is known. Now and then a little more is tried, twice as much each time that it passes; where it does not, it is
 * tried half as often. A refusal that no trial explains makes it a little stricter; one that is followed by another makes it
 * be learned anew.
 */
final class Settled implements Stage {
    private static final long FIRST_TRIAL = 50;
    private static final long LAST_TRIAL = 12_800;
    private static final long HUNTING_STEP = 16;
    private static final int MOST_PARTLY = 2;
    private static final int MOST_HUNTS = 8;
    private static final long ENOUGH = 100;
    private static final long MEASURED = 4;
    private static final long MOST_STEP = 8;
    private static final int MOST_SURPRISES = 8;

    private Rate good;
    private Rate present;
    private boolean trial;
    /** Whether it may be much too slow, so that larger steps are tried sooner. */
    private boolean hunting;
    /** Whether a step of the hunt has passed. */
    private boolean found;

    private int hunts;

    private long step = 1;
    private long since;
    private long trialAfter;
    private int surprises;
    /** Surprises after less than the quota had passed since the one before. */
    private int partly;

    private long wallAt;
    private final Passes passes = new Passes();

    private Settled(Rate rate) {
        this.good = rate;
        this.present = rate;
        this.trialAfter = Math.max(FIRST_TRIAL, 8 * rate.quota());
    }

    static Settled of(Rate rate) {
        return new Settled(rate);
    }

    /**
     * A bucket.
     *
     * @param wallAt epoch ms at which it was empty
     */
    static Settled bucket(Rate rate, long wallAt) {
        Settled settled = new Settled(rate);
        settled.wallAt = wallAt;
        settled.hunting = true;
        settled.step = HUNTING_STEP;
        return settled;
    }

    /** The same for another key. */
    Settled likewise() {
        return new Settled(good);
    }

    @Override
    public Stage wall(Run run, Refused refused) {
        long measured = measured(run.count(), refused.sentAt());
        boolean bitByBit = !good.refilled() && wallAt > 0 && since > 0 && 10 * since < 9 * good.quota();
        long asBucket = bitByBit ? good.quota() * (refused.sentAt() - wallAt) / since : 0;
        since = 0;
        wallAt = refused.sentAt();
        if (trial) {
            trial = false;
            step = 1;
            trialAfter = hunting ? trialAfter : Math.min(LAST_TRIAL, 2 * trialAfter);
            if (hunting) {
                long between = (good.perMillis() + present.perMillis() + 1) / 2;
                good = good.per(found ? between : Math.max(present.perMillis(), measured));
            }
            hunt(measured > 0 && !found ? run.count() : ENOUGH);
            present = good;
            if (good.refilled()) {
                run.shut(refused.answeredAt(), refused.retry(refused.answeredAt() + good.perMillis() / 2));
            }
            return this;
        }
        if (bitByBit && !trial && ++partly >= MOST_PARTLY) {
            return bucket(run, asBucket, refused);
        }
        hunt(measured > 0 ? run.count() : ENOUGH);
        if (++surprises > MOST_SURPRISES) {
            return Knock.anew(run, refused, good);
        }
        good = stricter(measured);
        present = good;
        long pause = good.perMillis() / (good.refilled() ? 2 : 32);
        run.shut(refused.answeredAt(), refused.retry(refused.answeredAt() + pause));
        return this;
    }

    /** What it took for a window comes back bit by bit. */
    private Stage bucket(Run run, long full, Refused refused) {
        long quota = Math.max(1, good.quota() * 3 / 4);
        long per = Math.max(1, full * quota / good.quota());
        run.shut(refused.answeredAt(), refused.retry(refused.answeredAt() + per));
        return bucket(new Rate(quota, per, true), refused.sentAt());
    }

    /** From wall to wall a bucket gives what it is refilled with: the time in which it is full, ms; 0 if that is not known. */
    private long measured(long passed, long now) {
        boolean enough = good.refilled() && wallAt > 0 && passed >= MEASURED;
        return enough ? good.quota() * (now - wallAt) / passed : 0;
    }

    /** What was measured by so few calls is looked for more exactly. */
    private void hunt(long calls) {
        hunting = calls < ENOUGH && hunts++ < MOST_HUNTS;
        found = false;
        step = hunting ? Math.min(HUNTING_STEP, 100 / calls) : 1;
    }

    private Rate stricter(long measured) {
        long per = good.perMillis();
        if (measured > 0) {
            return good.per(Math.max(per + 1 + per / 400, measured));
        }
        long longer = per + 1 + (per << Math.min(surprises, 6)) / 400;
        return good.per(good.refilled() ? longer : RoundTimes.within(per + 1, longer));
    }

    @Override
    public Stage stillShut(Run run, Refused refused) {
        return Knock.anew(run, refused, good);
    }

    @Override
    public Stage reopened(Run run, long sentAt, long answeredAt) {
        return passed(run, answeredAt, 1);
    }

    @Override
    public Stage passed(Run run, long answeredAt, int inFlight) {
        passes.add(answeredAt, present.quota() + 1);
        since++;
        boolean binding = passes.after(answeredAt - present.perMillis()) >= (trial ? present.quota() : good.quota());
        if (trial && binding && since >= proof()) {
            good = present;
            found = true;
            step = Math.min(2 * step, hunting ? HUNTING_STEP : MOST_STEP);
            surprises = 0;
            more();
        } else if (!trial && since >= (hunting ? proof() : trialAfter)) {
            surprises = 0;
            more();
        }
        return this;
    }

    /** Calls that must pass before a trial has succeeded: two windows; twice what a bucket may have in store. */
    private long proof() {
        if (hunting) {
            return Math.max(present.quota(), 100 * present.quota() / step) / 2 + MEASURED;
        }
        return good.refilled() ? 200 * present.quota() / step : 2 * present.quota() + ENOUGH / 2;
    }

    /** One call more for each percent of a step in a window; a bucket that is faster by as many percent. */
    private void more() {
        trial = true;
        since = 0;
        long quota = good.quota();
        long per = good.perMillis();
        present = good.refilled()
                ? good.per(per - Math.max(1, per * step / 100))
                : good.holding(quota + Math.max(1, quota * (step - 1) / 100));
    }

    @Override
    public boolean drains() {
        return good.refilled();
    }

    @Override
    public int most(Run run) {
        return Pace.ANY;
    }

    @Override
    public Optional<Rate> rate() {
        return Optional.of(present);
    }
}
