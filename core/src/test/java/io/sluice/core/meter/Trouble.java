package io.sluice.core.meter;

/**
 * What can go wrong on the way, and how often; chances are of 1,000.
 *
 * @param slowest ms of the slowest ordinary exchange
 * @param tail calls that take ten times as long
 * @param lostAnswers calls that happen and whose answer is lost
 * @param neverSent calls that do not happen
 * @param lateStarts calls that leave up to 3 s after their instant
 * @param lateOutcomes outcomes that are heard of up to 1 s later
 * @param restarts events after which the meter is rebuilt
 * @param highestCost of a call
 */
record Trouble(
        int slowest,
        int tail,
        int lostAnswers,
        int neverSent,
        int lateStarts,
        int lateOutcomes,
        int restarts,
        int highestCost) {
    static final Trouble ALL = new Trouble(250, 50, 10, 20, 30, 50, 20, 3);

    static Trouble none(int slowest) {
        return new Trouble(slowest, 0, 0, 0, 0, 0, 0, 1);
    }
}
