package io.sluice.connectors.http;

import java.util.List;
import java.util.Map;

/**
 * Status and headers of an answer.
 *
 * @param headers by lower-case name, in the order in which they came
 * @param arrivedAt epoch milliseconds; by then the server had the call
 */
public record ResponseHead(int status, Map<String, List<String>> headers, long arrivedAt) {
    /** What a header takes beside its characters, about. */
    private static final int OVERHEAD = 200;

    /** Bytes that it takes, about: thousands of short headers fit into what a head may have. */
    long heldBytes() {
        long bytes = 0;
        for (Map.Entry<String, List<String>> header : headers.entrySet()) {
            bytes += OVERHEAD + header.getKey().length();
            for (String value : header.getValue()) {
                bytes += value.length();
            }
        }
        return bytes;
    }
}
