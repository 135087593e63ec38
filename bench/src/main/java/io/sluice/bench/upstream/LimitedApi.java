package io.sluice.bench.upstream;

/** A rate-limited API that counts by its own clock and judges its caller. */
public interface LimitedApi extends AutoCloseable {
    /**
     * What it saw.
     *
     * @param spanNanos from the first to the last call
     * @param repeated calls that had been made before
     */
    record Verdict(long spanNanos, int refused, int repeated) {}

    int port();

    /** What it has seen until now. */
    Verdict verdict() throws Exception;

    @Override
    void close();
}
