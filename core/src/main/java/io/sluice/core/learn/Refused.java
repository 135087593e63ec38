package io.sluice.core.learn;

/**
 * A refusal.
 *
 * @param inFlight the most calls that were in flight with it, itself included
 * @param passedAmong calls that had passed among as many since the last wall
 * @param retryAt epoch ms from which the answer allows calls; 0 where it does not say
 */
record Refused(long sentAt, long answeredAt, int inFlight, int passedAmong, long retryAt) {
    /** When to try again: as told, or else at the given instant. */
    long retry(long otherwise) {
        return retryAt > answeredAt ? retryAt : Math.max(answeredAt, otherwise);
    }
}
