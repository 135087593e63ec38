package io.sluice.connectors.caller;

/**
 * What a caller that closes waits for.
 *
 * @param calls in flight
 * @param millis how long it waits at the most
 */
public record Draining(int calls, long millis) {}
