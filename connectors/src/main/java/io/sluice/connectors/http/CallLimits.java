package io.sluice.connectors.http;

/**
 * What bounds one call.
 *
 * @param startBy it leaves no later; epoch milliseconds
 * @param timeoutMillis for the whole exchange, connecting included
 * @param maxBodyBytes of the answer
 */
public record CallLimits(long startBy, long timeoutMillis, int maxBodyBytes) {
    public CallLimits {
        if (timeoutMillis < 1 || maxBodyBytes < 0) {
            throw new IllegalArgumentException("time-out " + timeoutMillis + " ms and body limit " + maxBodyBytes
                    + " bytes: expected at least 1 and 0");
        }
    }
}
