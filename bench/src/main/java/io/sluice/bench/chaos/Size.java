package io.sluice.bench.chaos;

/**
 * How large an installation is.
 *
 * @param brokers 1, or 3 as a cluster
 * @param stock whether the brokers keep Kafka's time-outs
 * @param callers the first and the last serve one of two egresses each, the others both
 */
public record Size(int brokers, boolean stock, int schedulers, int callers) {}
