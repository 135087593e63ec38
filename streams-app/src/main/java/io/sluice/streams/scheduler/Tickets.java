package io.sluice.streams.scheduler;

/**
 * Places in line, in order of arrival at the task, wherever a request was read. They go by the clock, so those of before a
 * restart are smaller and nothing is kept.
 */
final class Tickets {
    /** 1,024 of each millisecond; where more come, they run ahead of the clock. */
    private static final int BITS = 10;

    private long last;

    /**
     * The next ticket.
     *
     * @param now epoch ms
     */
    long next(long now) {
        last = Math.max(last + 1, now << BITS);
        return last;
    }
}
