package io.sluice.core.learn;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the limit of one scope key by what passes and what is refused. */
final class KeySearch {
    private final Run run = new Run();
    private Stage stage;
    private long since;
    private @Nullable EndedRun firstRun;
    /** Calls of this key alone that passed in the first run; that run may hold those of other keys, too. */
    private long ownFirst;

    private @Nullable Refused firstWall;
    /** What had passed before it. */
    private PassedAmong beforeFirst = run.passed();

    /** The refusal that ended the run, while calls are in flight that left before. */
    private @Nullable Refused wall;
    /** What was known before the refusals that were the last outcomes. */
    private @Nullable Stage before;

    KeySearch(Stage stage, long since) {
        this.stage = stage;
        this.since = since;
    }

    /**
     * Takes an outcome; returns whether what is known of the limit changed.
     *
     * @param left calls of the key that are still in flight
     * @param departed calls that have left until now
     */
    boolean answered(Observation call, int left, long departed) {
        run.hears(departed);
        return moves(call.answeredAt(), () -> {
            if (call.refused()) {
                refused(call, left);
            } else {
                passed(call);
            }
            drained(left);
        });
    }

    /** A call ended; returns whether what is known of the limit changed. */
    boolean ended(int left, long departed) {
        run.hears(departed);
        Refused first = wall;
        return first != null && moves(first.answeredAt(), () -> drained(left));
    }

    /** When none is in flight that left before the wall, it is known what the run held. */
    private void drained(int left) {
        Refused first = wall;
        if (first != null && left == 0) {
            wall = null;
            wall(first);
        }
    }

    /** Whether something leads to another stage, or to another limit than before; notes since when that is known. */
    private boolean moves(long answeredAt, Runnable something) {
        Stage last = stage;
        Optional<Rate> rate = stage.rate();
        Optional<Rate> known = stage.known();
        Optional<Long> concurrency = stage.concurrency();
        Optional<Long> knownConcurrency = stage.knownConcurrency();
        something.run();
        boolean learned = !known.equals(stage.known()) || !knownConcurrency.equals(stage.knownConcurrency());
        boolean tried = !rate.equals(stage.rate()) || !concurrency.equals(stage.concurrency());
        since = learned ? answeredAt : since;
        return learned || tried || stage != last;
    }

    /** Whether a limit was known before the refusals that were the last outcomes. */
    boolean knew() {
        return before == null ? stage.isSettled() : before.isSettled();
    }

    /** The refusals that were the last outcomes were none of a limit: what was known before them holds. Returns whether it was other. */
    boolean misled() {
        boolean other = before != null && before != stage;
        if (before != null) {
            stage = before;
            wall = null;
            run.shut(0);
        }
        return other;
    }

    private void passed(Observation call) {
        if (!run.beforeWall(call.departure())) {
            before = null;
        }
        if (run.isShut()) {
            if (!run.beforeWall(call.departure())) {
                run.reopen(call.sentAt(), call.answeredAt(), call.inFlight());
                stage = stage.reopened(run, call.sentAt(), call.answeredAt());
            }
        } else {
            run.pass(call.sentAt(), call.answeredAt(), call.inFlight());
            stage = wall == null ? stage.passed(run, call.answeredAt(), call.inFlight()) : stage;
        }
    }

    private void refused(Observation call, int left) {
        if (wall != null || run.beforeWall(call.departure())) {
            return;
        }
        if (before == null) {
            before = stage.likewise().orElse(null);
        }
        int inFlight = Math.max(call.inFlight(), left + 1);
        Refused refused = new Refused(
                call.sentAt(), call.answeredAt(), inFlight, run.passed().atLeast(inFlight), call.retryAt());
        if (run.isShut()) {
            stage = stage.stillShut(run, refused);
        } else if (stage.drains()) {
            wall = refused;
        } else {
            wall(refused);
        }
    }

    private void wall(Refused first) {
        if (firstWall == null) {
            firstRun = EndedRun.of(run, first);
            ownFirst = run.count();
            firstWall = first;
            beforeFirst = run.passed();
        }
        stage = stage.wall(run, first);
        run.wall();
    }

    /** Whether a limit was met. */
    boolean metWall() {
        return firstWall != null;
    }

    /** Calls that passed until it was met first. */
    long firstRun() {
        return ownFirst;
    }

    /** In what time, ms. */
    long firstTook() {
        return firstRun == null ? 0 : firstRun.took();
    }

    /** Epoch ms at which the first of them left. */
    long firstFrom() {
        if (firstRun == null || firstWall == null) {
            return 0;
        }
        return firstRun.count() == 0 ? firstWall.sentAt() : firstRun.openedFrom();
    }

    /** Whether nothing is known, and no call was heard of. */
    boolean isUntouched() {
        return stage instanceof Unrefused && run.total() == 0 && wall == null;
    }

    /** Whether nothing is known, since no call was refused. */
    boolean isUnrefused() {
        return stage instanceof Unrefused && wall == null;
    }

    /** Whether the last call was the first to pass after a refusal, and calls at the same time are not what is counted. */
    boolean isReopened() {
        return !run.isShut()
                && wall == null
                && run.count() == 1
                && stage.concurrency().isEmpty();
    }

    /** Whether no more passed until a call was refused, or until now, than about what a limit allows that holds so many at once. */
    boolean isWithin(Rate rate, long atOnce) {
        boolean met = firstRun != null;
        long passed = met ? ownFirst : run.count();
        long millis = met ? firstTook() : run.lastAt() - run.openedFrom();
        long refilled = rate.quota() * millis / rate.perMillis();
        long most = rate.refilled() ? atOnce + refilled : rate.quota() * (1 + millis / rate.perMillis());
        return 4 * passed <= 5 * most;
    }

    /** Calls that passed. */
    long passed() {
        return run.total();
    }

    /** Whether calls in flight are waited for that may tell how many passed before a refusal. */
    boolean isDraining() {
        return wall != null;
    }

    boolean isShut() {
        return run.isShut();
    }

    /** Others, of whose calls so many passed, have disturbed what was looked for since the first wall. */
    void restart(long passed, long now) {
        if (firstRun != null && firstWall != null && !stage.isSettled()) {
            firstRun = firstRun.and(passed);
            stage = FirstWall.again(firstRun, firstWall, beforeFirst);
            run.shut(now);
        }
    }

    /** Goes on with what was found for another key, from the next window on. */
    void adopt(Stage other, long now) {
        stage = other;
        stage.rate().ifPresent(rate -> {
            long over = isReopened() ? now : run.openedAt() + rate.perMillis();
            run.shut(Math.max(now, rate.refilled() ? now + rate.perMillis() * 9 / 8 : over));
        });
        since = now;
    }

    Stage stage() {
        return stage;
    }

    /** Epoch ms of the answer that led to what is known. */
    long since() {
        return since;
    }

    int most() {
        return wall != null || run.isShut() ? 1 : stage.most(run);
    }

    long shutUntil() {
        return run.isShut() ? run.shutUntil() : 0;
    }
}
