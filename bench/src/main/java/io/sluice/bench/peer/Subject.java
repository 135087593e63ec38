package io.sluice.bench.peer;

import java.io.IOException;

/** What takes requests and makes a call for each; it runs from its first round to its last. */
public interface Subject extends AutoCloseable {
    /** What it is called in results. */
    String name();

    /**
     * Hands in requests and waits for all answers.
     *
     * @param prefix of the requests' ids, which none had before
     * @param outstanding the most that are handed in and not answered
     */
    Round round(String prefix, int requests, int outstanding) throws IOException;

    @Override
    void close();

    /**
     * What one round took.
     *
     * @param callsPerSecond from the first request handed in to the last answer
     * @param cpuMicros of everything but the API, for each request
     */
    record Round(double callsPerSecond, double cpuMicros) {}

    /** It cannot run on this machine; the message says why in one line. */
    final class Absent extends Exception {
        private static final long serialVersionUID = 1L;

        Absent(String message) {
            super(message);
        }
    }
}
