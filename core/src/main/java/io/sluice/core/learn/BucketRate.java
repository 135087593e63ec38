package io.sluice.core.learn;

import java.util.Optional;

/**
 * A bucket. Between two refusals it gives what it is refilled with, give or take one call; so it is emptied now and then, at
 * first after eight calls and then after four times as many each time, and its rate is known four times as well. What it gave
 * before adds to that where it agrees. Between, as much goes as it surely has.
 */
final class BucketRate implements Stage {
    private static final long FIRST = 8;
    private static final long TIMES = 4;
    private static final long LAST = 12_800;
    /** How many calls it takes to measure a rate at all. */
    private static final long MEASURED = 4;
    /** How many calls measure it well enough to let all go at once that the bucket holds. */
    private static final long EXACT = 100;
    /** How many calls measure it roughly. */
    private static final long ROUGH = 24;
    /** Since a few calls are refused when it is emptied, it is emptied after so many once its rate is roughly known. */
    private static final long DEAR = 400;
    /** Since it is not known exactly when calls arrive, fewer than in so many ms cannot be told from each other; ms. */
    private static final long COARSE = 200;

    /** What it holds is enough to show that it has overflowed, where it is at least one in so many of what it gives meanwhile. */
    private static final long STORE = 8;
    /** Where it holds one in so many of them, it has not overflowed, however much faster it is than was thought. */
    private static final long ROOM = 4;

    private static final int MOST_SURPRISES = 8;
    /** A refusal that nothing explains makes it slower by one in so many. */
    private static final long SLOWER = 64;
    /** What was measured before is kept where it is one in so many of what is measured now, or more. */
    private static final long PARTS = 4;
    /** Calls that two measurements may differ by, for each. */
    private static final long DOUBT = 2;
    /** While it is emptied, one more call is in flight after each so many that go slowly, or after each so many others. */
    private static final long STEP = 6;

    private static final long MANY = 16;
    /** Where fewer than half as many are in flight as may be, nobody asks for all that it gives. */
    private static final int HALF = 2;

    /** What it gave at once, and in what time, ms; so it holds at least what it was not refilled with meanwhile. */
    private long held;

    private long heldIn;

    /** What it is known to give: so many calls in so many ms. */
    private long calls;

    private long millis;

    /** Epoch ms at which it was empty; 0 where that is not known. */
    private long wallAt;

    private long emptyAfter = FIRST;
    private boolean emptying;
    /** Since when it is emptied, epoch ms; and how many calls had passed then. */
    private long emptyingSince;

    private long emptyingFrom;
    /** Whether more is tried than it is known to give: it may have overflowed, or be no bucket. */
    private boolean guessed;
    /** Whether more was refused. */
    private boolean proven;

    /** Calls in flight while it is emptied; since when so many are, epoch ms, and how many calls had passed then. */
    private int crowd = 1;

    private long crowdSince;
    private long crowdFrom;
    /** Most of them that were in flight together. */
    private int met;

    private int surprises;
    private Rate rate;

    private BucketRate(long held, long heldIn, long calls, long millis, long wallAt) {
        this.held = held;
        this.heldIn = heldIn;
        this.calls = calls;
        this.millis = Math.max(1, millis);
        this.wallAt = wallAt;
        this.rate = rated();
    }

    /**
     * The rate of a bucket that is empty now, and has just given what it held.
     *
     * @param calls that it gave within {@code millis}
     */
    static BucketRate of(Run run, long calls, long millis, Refused refused) {
        long heldIn = run.lastAt() - run.openedFrom();
        BucketRate refill = new BucketRate(run.count(), heldIn, Math.max(1, calls), millis, refused.sentAt());
        refill.shut(run, refused);
        return refill;
    }

    /** What was known before a restart, or of another key. */
    static BucketRate of(Rate rate, boolean emptying) {
        // It was measured as well as it ever is: half a call less was taken off then, and is not taken off again.
        long measured = 1 + LAST / rate.quota();
        BucketRate refill = new BucketRate(rate.quota(), 0, measured * rate.quota(), measured * rate.perMillis(), 0);
        refill.emptyAfter = Math.max(DEAR, TIMES * rate.quota());
        refill.rate = rate;
        refill.emptying = emptying;
        refill.proven = true;
        return refill;
    }

    @Override
    public boolean isSettled() {
        return true;
    }

    @Override
    public Optional<Stage> likewise() {
        return proven ? Optional.of(of(rate, false)) : Optional.empty();
    }

    @Override
    public Stage wall(Run run, Refused refused) {
        long passed = run.count();
        boolean measured = wallAt > 0 && passed >= MEASURED && refused.sentAt() > wallAt;
        long took = measured ? refused.sentAt() - wallAt : 0;
        wallAt = refused.sentAt();
        if (emptying) {
            emptied(passed, took);
        } else if (++surprises > MOST_SURPRISES) {
            return FirstWall.anew(run, refused, rate);
        } else {
            surprised(passed, took);
        }
        emptying = false;
        rate = rated();
        shut(run, refused);
        return this;
    }

    /**
     * What it gives is measured. Much less than was thought only means that less was asked for.
     *
     * @param took ms; 0 where nothing is measured
     */
    private void emptied(long passed, long took) {
        boolean muchFaster = took > 0 && 10 * (passed - 1) * millis > 11 * calls * took;
        boolean muchSlower = took > 0 && 10 * (passed + 1) * millis < 9 * calls * took;
        boolean hadStore = passed >= ROUGH && STORE * store(calls, millis) >= passed;
        boolean hadRoom = took > 0 && passed >= ROUGH && ROOM * store(passed, took) >= passed;
        proven |= hadRoom || (!muchFaster && (guessed || hadStore));
        if (took > 0 && !(muchSlower && proven)) {
            measured(passed, took);
        }
        guessed = !hadRoom && (muchFaster || (!proven && passed >= ROUGH));
        surprises = 0;
        emptyAfter = guessed ? TIMES * FIRST : next(passed);
    }

    /** It gives less than was thought: less at once where a call is refused soon, or less in the long run. */
    private void surprised(long passed, long took) {
        boolean slower = took > 0 && passed * millis < calls * took;
        boolean atOnce = passed <= 2 * rate.quota() + 2 && !(guessed && passed >= FIRST);
        if (held > least(millis) && atOnce) {
            held = rate.quota() * 3 / 4;
            heldIn = 0;
        } else if (took > 0 && (guessed || slower)) {
            long notIdle = proven ? Math.max(1, 4 * passed * millis / (3 * calls)) : took;
            if (guessed && !slower) {
                // What it overflowed by before was not measured.
                calls = 0;
            }
            measured(passed, Math.min(took, notIdle));
            proven |= guessed;
            long soon = guessed ? next(passed) : Math.min(emptyAfter, TIMES * passed);
            emptyAfter = passed < ROUGH ? 2 * FIRST : soon;
        } else if (guessed) {
            emptyAfter = 2 * FIRST;
        } else {
            millis += 1 + millis / SLOWER;
        }
        guessed = false;
    }

    /** From wall to wall it gave so many. What was measured before and agrees, give or take two calls, adds to it. */
    private void measured(long passed, long took) {
        boolean worth = PARTS * calls >= passed;
        boolean agrees = Math.abs(passed - calls * took / millis) * calls <= DOUBT * (calls + passed);
        calls = worth && agrees ? calls + passed : passed;
        millis = worth && agrees ? millis + took : took;
    }

    private static long next(long passed) {
        return Math.min(LAST, passed < ROUGH ? TIMES * FIRST : Math.max(DEAR, TIMES * passed));
    }

    /** Until it surely has again what may go at once. */
    private void shut(Run run, Refused refused) {
        long full = rate.quota() * millis / calls;
        run.shut(refused.retry(refused.answeredAt() + full + full / 8));
    }

    private Rate rated() {
        return rated(guessed ? Math.max(1, millis * 2 / 3) : millis);
    }

    /** Where it is refilled with what is known in so many ms. */
    private Rate rated(long per) {
        long least = least(per);
        long most = Math.max(least, store(calls, per));
        long rough = Math.min(most, Math.max(least, calls / 8));
        long known = calls >= EXACT ? most : rough;
        long atOnce = guessed ? least : known;
        // Half a call less is what a measurement is wrong by on average.
        return new Rate(atOnce, Math.max(1, (2 * atOnce * per + 2 * calls - 2) / (2 * calls - 1)), true);
    }

    /** What it holds at least, where it is refilled with so many calls in so many ms. */
    private long store(long refilled, long per) {
        return held - heldIn * refilled / per;
    }

    /** How many may go at once, so that calls under way do not keep each other back. */
    private long least(long per) {
        return 2 + COARSE * calls / per;
    }

    @Override
    public Stage stillShut(Run run, Refused refused) {
        if (++surprises > MOST_SURPRISES) {
            return FirstWall.anew(run, refused, rate);
        }
        wallAt = 0;
        shut(run, refused);
        return this;
    }

    @Override
    public Stage passed(Run run, long answeredAt, int inFlight) {
        if (!emptying && run.count() >= emptyAfter) {
            emptying = true;
            emptyingSince = answeredAt;
            emptyingFrom = run.count();
            crowd(1, run, answeredAt);
        } else if (emptying) {
            met = Math.max(met, inFlight);
            empties(run, answeredAt);
        }
        return this;
    }

    private void empties(Run run, long now) {
        boolean tooSlow = isTooSlow(run.count() - crowdFrom, now - crowdSince);
        boolean unmet = tooSlow && HALF * met < crowd;
        if (unmet || isFuller(run.count() - emptyingFrom, now - emptyingSince)) {
            emptying = false;
            emptyAfter = run.count() + DEAR;
        } else if (tooSlow) {
            crowd(crowd + 1, run, now);
        }
    }

    private void crowd(int inFlight, Run run, long now) {
        crowd = inFlight;
        met = 0;
        crowdSince = now;
        crowdFrom = run.count();
    }

    /** Whether so many calls do not empty it: they go hardly faster than it is refilled, or are many. */
    private boolean isTooSlow(long taken, long millisLong) {
        return taken >= MANY || (taken >= STEP && 4 * taken * millis < 5 * calls * millisLong);
    }

    /** Whether it surely gets more than is taken from it: nobody asks for all that it gives, so it is not emptied. */
    private boolean isFuller(long taken, long millisLong) {
        return millisLong * calls / millis > 2 * (taken + held + FIRST);
    }

    @Override
    public int most(Run run) {
        return emptying ? crowd : Pace.ANY;
    }

    @Override
    public Optional<Rate> rate() {
        return emptying ? Optional.empty() : Optional.of(rate);
    }

    @Override
    public Optional<Rate> known() {
        return Optional.of(guessed ? rated(millis) : rate);
    }

    @Override
    public boolean isProven() {
        return proven;
    }
}
