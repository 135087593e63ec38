package io.sluice.core.provider;

/**
 * The wait before another attempt: a random part ("full jitter") of {@code baseMillis} × {@code factor}^(attempts − 1), at most {@code maxMillis}.
 *
 * @see <a href="https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/">Exponential backoff and jitter</a>
 */
public record Backoff(long baseMillis, int factor, long maxMillis) {
    public static final Backoff DEFAULT = new Backoff(1_000, 2, 300_000);

    /** The upper end of the wait after {@code attempts} failed attempts, in ms. */
    public long ceilingMillis(int attempts) {
        long ceiling = baseMillis;
        for (int i = 1; i < attempts && ceiling < maxMillis; i++) {
            ceiling *= factor;
        }
        return Math.min(ceiling, maxMillis);
    }
}
