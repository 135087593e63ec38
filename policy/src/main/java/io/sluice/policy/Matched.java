package io.sluice.policy;

import io.sluice.core.schedule.Eligible;
import java.util.Map;

/**
 * A request as its provider sees it.
 *
 * @param params what limits may be counted by: named path segments, query parameters, fields of the body
 */
public record Matched(String endpoint, Eligible eligible, Map<String, String> params) {
    public Matched {
        params = Map.copyOf(params);
    }
}
