package io.sluice.connectors.http;

import java.util.List;
import java.util.Map;

/**
 * Status and headers of an answer.
 *
 * @param headers by lower-case name, in the order in which they came
 * @param arrivedAt epoch milliseconds; by then the server had the call
 */
public record ResponseHead(int status, Map<String, List<String>> headers, long arrivedAt) {}
