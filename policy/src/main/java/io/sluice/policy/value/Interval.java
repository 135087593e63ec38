package io.sluice.policy.value;

import java.util.Optional;

/**
 * An instant of our clock as far as its grain tells.
 *
 * @param from epoch ms, no earlier than this
 * @param to epoch ms, no later than this
 */
public record Interval(long from, long to) {
    /** What both allow; empty where they contradict each other. */
    public Optional<Interval> and(Interval other) {
        long latestFrom = Math.max(from, other.from);
        long earliestTo = Math.min(to, other.to);
        return latestFrom <= earliestTo ? Optional.of(new Interval(latestFrom, earliestTo)) : Optional.empty();
    }
}
