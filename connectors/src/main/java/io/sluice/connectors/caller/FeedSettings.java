package io.sluice.connectors.caller;

/**
 * What a feed goes by.
 *
 * @param topic the topic {@code calls}
 * @param places calls in flight that each partition of it may have
 * @param drainMillis how long a feed that takes no more calls may go on reading those that were sent before, at the most
 */
record FeedSettings(String topic, int places, long drainMillis) {}
