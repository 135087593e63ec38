package io.sluice.core.forecast;

/** Is told how far a forecast has come; called often. */
@FunctionalInterface
public interface ProgressListener {
    ProgressListener NONE = (passedMillis, answered, requests) -> {};

    /**
     * How far it has come.
     *
     * @param passedMillis virtual time since the beginning
     * @param requests that came in until now
     */
    void at(long passedMillis, long answered, long requests);
}
