package io.sluice.core.learn;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the limit of one scope key by what passes and what is refused. */
final class Knee {
    private final Run run = new Run();
    private Stage stage;
    private long since;
    private @Nullable Fill firstRun;
    /** Calls that passed in it; those of others not counted that share the limit. */
    private long ownFirst;

    private @Nullable Refused firstWall;
    /** The refusal that ended the run, while calls are in flight that left before. */
    private @Nullable Refused wall;

    Knee(Stage stage, long since) {
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
        Stage before = stage;
        Optional<Rate> rate = stage.rate();
        Optional<Long> concurrency = stage.concurrency();
        something.run();
        boolean changed = !rate.equals(stage.rate()) || !concurrency.equals(stage.concurrency());
        since = changed ? answeredAt : since;
        return changed || stage != before;
    }

    private void passed(Observation call) {
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
        int inFlight = Math.max(call.inFlight(), left + 1);
        Refused refused =
                new Refused(call.sentAt(), call.answeredAt(), inFlight, run.passedAmong(inFlight), call.retryAt());
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
            firstRun = Fill.of(run, first);
            ownFirst = run.count();
            firstWall = first;
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
        return stage instanceof Free && run.total() == 0 && wall == null;
    }

    /** Calls that passed. */
    long passed() {
        return run.total();
    }

    boolean isShut() {
        return run.isShut();
    }

    /** Others, of whose calls so many passed, have disturbed what was looked for since the first wall. */
    void restart(long passed, long now) {
        if (firstRun != null && firstWall != null && !stage.isSettled()) {
            firstRun = firstRun.and(passed);
            stage = Knock.again(firstRun, firstWall);
            run.shut(now);
        }
    }

    /** Goes on with what was found for another key, from the next window on. */
    void adopt(Stage other, long now) {
        stage = other;
        stage.rate().ifPresent(rate -> {
            long again = rate.refilled() ? now + rate.perMillis() * 9 / 8 : run.openedAt() + rate.perMillis();
            run.shut(Math.max(now, again));
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
