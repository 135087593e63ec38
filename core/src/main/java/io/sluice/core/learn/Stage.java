package io.sluice.core.learn;

import java.util.Optional;

/**
 * How far the limit of one scope key is found from refusals; {@link io.sluice.core.learn} says what a run and a wall are.
 *
 * <pre>
 *   Unrefused ──wall──► FirstWall ──► Crowded                              (calls at the same time are counted)
 *                           │            │ passes where it should not
 *                           ▼            ▼
 *                       SecondRun ──► LongerWait ──► WindowSearch ──► Settled  (a quota comes back at once)
 *                           │             └────────► BucketRate                (a quota comes back bit by bit)
 *                           └─────────────────────►
 * </pre>
 */
sealed interface Stage permits Unrefused, FirstWall, Crowded, SecondRun, LongerWait, WindowSearch, BucketRate, Settled {
    /** The run ended at a refusal. */
    Stage wall(Run run, Refused refused);

    /** While it is shut a call was refused: unless there is more to be learned from that, what is known is looked at anew. */
    default Stage stillShut(Run run, Refused refused) {
        return FirstWall.at(run, refused, false);
    }

    /** While it was shut a call passed, the first one of a new run. */
    default Stage reopened(Run run, long sentAt, long answeredAt) {
        return this;
    }

    /** A call passed. */
    default Stage passed(Run run, long answeredAt, int inFlight) {
        return this;
    }

    /** Whether calls in flight are waited for at a wall, since they tell how many passed. */
    default boolean drains() {
        return true;
    }

    /** Most calls in flight while it is not shut. */
    int most(Run run);

    /** What no span may exceed, once that is known. */
    default Optional<Rate> rate() {
        return Optional.empty();
    }

    /** The part of {@link #rate} that is known: 100 a minute while it is tried whether 101 pass. */
    default Optional<Rate> known() {
        return rate();
    }

    /** Whether a limit is known, and only looked after. */
    default boolean isSettled() {
        return false;
    }

    /** Whether calls of others at the same time would disturb what it finds. */
    default boolean isCrowding() {
        return false;
    }

    /** Whether one more call in flight is tried than is known to pass, so that its refusal tells nothing of others. */
    default boolean triesMore() {
        return false;
    }

    /** What another key can go on with. */
    default Optional<Stage> likewise() {
        return Optional.empty();
    }

    /** How many calls may be in flight, once that is known. */
    default Optional<Long> concurrency() {
        return Optional.empty();
    }

    /** The part of {@link #concurrency} that is known. */
    default Optional<Long> knownConcurrency() {
        return concurrency();
    }

    /** Whether what is known is more than a first guess. */
    default boolean isProven() {
        return true;
    }
}
