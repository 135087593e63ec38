package io.sluice.cli.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/**
 * What a run came to.
 *
 * @param calls of this process
 * @param refused calls of this process that were answered as throttled
 * @param elapsedMs from first to last call of this process
 * @param lowerBoundMs the least time that the limits force on the whole file
 */
public record RunSummary(
        int requests, int responses, int ok, long calls, long refused, long elapsedMs, long lowerBoundMs, int cached) {
    /** One line of JSON. */
    public String json() {
        ObjectNode node = new ObjectMapper().createObjectNode();
        node.put("requests", requests)
                .put("responses", responses)
                .put("ok", ok)
                .put("calls", calls)
                .put("refused", refused)
                .put("elapsedMs", elapsedMs)
                .put("lowerBoundMs", lowerBoundMs)
                .put("cached", cached);
        return node.toString();
    }

    /** A sentence for people. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%d requests, %d responses, %d ok; %d calls, %d refused; %.1f s from first to last call, at least %.1f s by the limits",
                requests,
                responses,
                ok,
                calls,
                refused,
                elapsedMs / 1000.0,
                lowerBoundMs / 1000.0);
    }
}
