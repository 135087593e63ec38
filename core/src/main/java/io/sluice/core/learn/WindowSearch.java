package io.sluice.core.learn;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The quota of a window is known, its length is between two bounds. As many calls go as the quota holds; then one tries
 * whether the window is over, at the likeliest length that is left.
 */
final class WindowSearch implements Stage {
    /** The bounds are close enough when they differ by one in so many. */
    private static final long CLOSE = 64;

    private static final int MOST_CONTRADICTIONS = 2;
    /** A call that is refused so long after a wall as a bucket takes to give so many shows that it is none. */
    private static final long BITS = 4;

    private long quota;
    private EndedRun fill;
    /** It is longer than this, ms. */
    private long above;
    /** It is no longer than this tells; null while it is not known. */
    private @Nullable LengthBound opening;

    /** The longest time after an opening at which it was still shut, ms. */
    private long longest;
    /** How often a window was longer than another one: they do not begin with our calls, but by a calendar. */
    private int contradictions;

    private WindowSearch(long quota, EndedRun fill, long above, @Nullable LengthBound opening) {
        this.quota = quota;
        this.fill = fill;
        this.above = above;
        this.opening = opening;
        contradict();
    }

    /** The present run ended at a wall. */
    static Stage shut(Run run, long quota, long above, LengthBound opening, Refused refused) {
        return new WindowSearch(quota, EndedRun.of(run, refused), above, opening)
                .spent(run, refused.answeredAt(), refused);
    }

    /**
     * A run held the quota, and the window was not over when a call was refused.
     *
     * @param above ms; one before was longer
     */
    static Stage stillShut(Run run, EndedRun fill, long above, Refused refused) {
        return new WindowSearch(fill.count(), fill, Math.max(above, fill.took()), null).stillShut(run, refused);
    }

    @Override
    public Stage wall(Run run, Refused refused) {
        EndedRun fewer = EndedRun.of(run, refused);
        if (10 * fewer.count() >= 9 * quota) {
            quota = fewer.count();
            fill = fewer;
            return spent(run, refused.answeredAt(), refused);
        }
        LengthBound known = opening;
        if (known != null && fewer.took() < fill.took()) {
            return settle(run, above, known);
        }
        LengthBound guess = known == null ? new LengthBound(1, 0) : known;
        return LongerWait.shut(run, fill, fewer, fewer.wallAt() - fill.wallAt(), above, guess, refused);
    }

    @Override
    public Stage stillShut(Run run, Refused refused) {
        above = Math.max(above, refused.sentAt() - fill.openedAt());
        contradict();
        run.shut(refused.retry(next(refused.answeredAt())));
        return this;
    }

    @Override
    public Stage reopened(Run run, long sentAt, long answeredAt) {
        LengthBound now = fill.passedAt(sentAt, answeredAt);
        if (opening == null || now.after() < opening.after()) {
            opening = now;
        }
        above = Math.min(above, opening.after() - 1);
        return passed(run, answeredAt, 1);
    }

    @Override
    public Stage passed(Run run, long answeredAt, int inFlight) {
        if (run.count() < quota) {
            return this;
        }
        fill = new EndedRun(run.openedFrom(), run.openedAt(), answeredAt, quota);
        return spent(run, answeredAt, new Refused(answeredAt, answeredAt, 1, 0, 0));
    }

    /** For all who do not look themselves, it is as long as a call has shown that passed. */
    @Override
    public Optional<Stage> likewise() {
        return Optional.ofNullable(opening).map(known -> Settled.of(new Rate(quota, known.atMost(), false)));
    }

    /** What is left of the quota. */
    @Override
    public int most(Run run) {
        long few = Math.min(Pace.few(run.count()), Math.max(1, quota - run.count()));
        return run.isShut() ? 1 : (int) Math.min(Unrefused.most(run.total()), few);
    }

    private Stage spent(Run run, long now, Refused told) {
        LengthBound known = opening;
        if (contradictions >= MOST_CONTRADICTIONS) {
            return settle(run, longest, new LengthBound(longest + 1, longest / 8));
        }
        if (known != null && closeEnough(known)) {
            return settle(run, above, known);
        }
        run.shut(told.retry(next(now)));
        return this;
    }

    private Stage settle(Run run, long longEnough, LengthBound known) {
        Settled found = settle(run, quota, longEnough, known, run.openedAt());
        boolean bitByBit = (above - fill.took()) * quota < BITS * known.atMost();
        return bitByBit ? found.untried(run.lastAt()) : found;
    }

    /**
     * It is as long as a call has shown that passed, or the roundest length that this one allows.
     *
     * @param since epoch ms; so long after it all may go again
     */
    static Settled settle(Run run, long quota, long above, LengthBound opening, long since) {
        long least = Math.max(above + 1, opening.after() - opening.after() / 24);
        long per = RoundTimes.within(least, opening.atMost());
        run.shut(since + per);
        return Settled.of(new Rate(quota, per, false));
    }

    private void contradict() {
        longest = Math.max(longest, above);
        if (opening != null && opening.atMost() <= above) {
            contradictions++;
            opening = null;
        }
    }

    /** Bounds within twice of this of each other are close enough, ms. */
    private static long margin(LengthBound known) {
        return Math.max(known.after() / CLOSE, known.doubt()) / 2;
    }

    private boolean closeEnough(LengthBound known) {
        return known.after() - above <= 2 * margin(known);
    }

    /** Epoch ms at which to try. */
    private long next(long now) {
        long passed = Math.max(above, now - fill.openedAt());
        LengthBound known = opening;
        if (known == null) {
            return fill.usualEnd(above, now);
        }
        if (passed >= known.after()) {
            return fill.openedAt() + known.atMost();
        }
        boolean close = known.after() - passed <= 2 * margin(known);
        return fill.openedAt() + (close ? known.after() : within(passed, known));
    }

    /** The likeliest length above one; if that is known to be long enough, one that is just too short where it is right. */
    private static long within(long above, LengthBound known) {
        long margin = margin(known);
        return Math.min(RoundTimes.between(above, known.after() + margin / 2), known.after() - margin);
    }
}
