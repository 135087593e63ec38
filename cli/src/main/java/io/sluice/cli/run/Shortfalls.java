package io.sluice.cli.run;

import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.Result;
import io.sluice.schemas.wire.Texts;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** How many requests came to each result other than OK, and why the first of each did. */
public final class Shortfalls {
    private static final int LONGEST = 200;

    private final Map<Result, Shortfall> byResult = new EnumMap<>(Result.class);

    private record Shortfall(int requests, ApiResponse first) {
        Shortfall oneMore() {
            return new Shortfall(requests + 1, first);
        }

        /** For people. */
        String line() {
            String line = requests + " " + first.getResult() + ", first '" + shown(first.getRequestId()) + "'";
            return first.getReason() == null ? line : line + ": " + shown(first.getReason());
        }

        private static String shown(String text) {
            return Texts.shown(text, LONGEST);
        }
    }

    /** Adds a response. */
    public void count(ApiResponse response) {
        if (response.getResult() != Result.OK) {
            byResult.merge(response.getResult(), new Shortfall(1, response), (before, one) -> before.oneMore());
        }
    }

    /** A line for each result. */
    public List<String> lines() {
        return byResult.values().stream().map(Shortfall::line).toList();
    }
}
