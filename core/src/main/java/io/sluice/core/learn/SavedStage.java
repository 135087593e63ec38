package io.sluice.core.learn;

import java.util.Optional;

/**
 * How a limit that refusals told is kept over a restart.
 *
 * @param scope what it is counted by: its place in {@link Scopes#ALL}
 * @param since epoch ms of the answer that led to its numbers
 */
record SavedStage(int scope, Stage stage, long since) {
    private static final long FORM = 1;
    private static final int NUMBERS = 7;
    private static final long WINDOW = 0;
    private static final long BUCKET = 1;
    /** A bucket that is being emptied, to measure it. */
    private static final long EMPTYING = 2;
    /** It is being looked for. */
    private static final long UNKNOWN = 3;

    /** Whether a limit is known. */
    boolean isKnown() {
        return stage.known().isPresent() || stage.knownConcurrency().isPresent();
    }

    long[] numbers() {
        Rate rate = stage.known().orElse(new Rate(1, 1, false));
        return new long[] {
            FORM,
            scope,
            kind(rate),
            rate.quota(),
            rate.perMillis(),
            stage.knownConcurrency().orElse(0L),
            since
        };
    }

    private long kind(Rate rate) {
        if (!isKnown()) {
            return UNKNOWN;
        }
        long bucket = stage.rate().isPresent() ? BUCKET : EMPTYING;
        return rate.refilled() ? bucket : WINDOW;
    }

    /** What {@link #numbers} gave; empty where another version did. */
    static Optional<SavedStage> of(long[] saved) {
        if (saved.length != NUMBERS || saved[0] != FORM) {
            return Optional.empty();
        }
        return Optional.of(new SavedStage((int) saved[1], stage(saved), saved[6]));
    }

    private static Stage stage(long[] saved) {
        if (saved[2] == UNKNOWN) {
            return new Unrefused();
        }
        if (saved[5] > 0) {
            return Crowded.of((int) saved[5]);
        }
        boolean refilled = saved[2] != WINDOW;
        Rate rate = new Rate(saved[3], saved[4], refilled);
        return refilled ? BucketRate.of(rate, saved[2] == EMPTYING) : Settled.of(rate);
    }
}
