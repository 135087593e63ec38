package io.sluice.core.learn;

/**
 * A call left.
 *
 * @param inFlight calls in flight with it of those that are counted together, itself included
 * @param number how many had left, itself included
 */
public record Departure(int inFlight, long number) {
    /** While nothing is learned. */
    public static final Departure UNCOUNTED = new Departure(0, 0);
}
