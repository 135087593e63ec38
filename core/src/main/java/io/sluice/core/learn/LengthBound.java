package io.sluice.core.learn;

/**
 * A call passed so long after a window had opened; so its length is at most that and the doubt.
 *
 * @param after ms from the answer of the call that opened it until this one left
 * @param doubt ms; how long both calls were under way
 */
record LengthBound(long after, long doubt) {
    long atMost() {
        return after + doubt;
    }
}
