package io.sluice.bench.chaos;

import io.sluice.bench.upstream.AccessLog;
import io.sluice.schemas.Result;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the APIs' logs and the response topic say in the end.
 *
 * @param refused calls that a limiter refused
 * @param postsTwice POSTs that were made more than once
 * @param repeated GETs that were made again, since their answers were lost
 * @param unknown POSTs whose answers were lost
 * @param missing requests without a response
 * @param twice requests with more than one
 * @param odd responses that are neither OK, UNKNOWN_OUTCOME nor CANCELLED
 */
public record Findings(
        int requests,
        int calls,
        int refused,
        int postsTwice,
        int repeated,
        int unknown,
        int missing,
        List<String> twice,
        int odd) {
    private static final Set<Integer> REFUSALS = Set.of(429, 503);
    private static final Set<Result> EXPECTED = Set.of(Result.OK, Result.UNKNOWN_OUTCOME, Result.CANCELLED);

    static Findings of(List<Api> apis, Load.Tally tally) throws IOException {
        List<AccessLog.Line> calls = new ArrayList<>();
        for (Api api : apis) {
            calls.addAll(api.seen());
        }
        Map<String, Integer> times = new HashMap<>();
        calls.stream()
                .filter(call -> !REFUSALS.contains(call.status()))
                .forEach(call -> times.merge(call.method() + ' ' + call.path(), 1, Integer::sum));
        return new Findings(
                tally.requests(),
                calls.size(),
                (int) calls.stream()
                        .filter(call -> REFUSALS.contains(call.status()))
                        .count(),
                beyondOnce(times, "POST "),
                beyondOnce(times, "GET "),
                tally.results().getOrDefault(Result.UNKNOWN_OUTCOME, 0),
                tally.requests() - tally.answered(),
                tally.answeredTwice(),
                tally.results().entrySet().stream()
                        .filter(result -> !EXPECTED.contains(result.getKey()))
                        .mapToInt(Map.Entry::getValue)
                        .sum());
    }

    private static int beyondOnce(Map<String, Integer> times, String method) {
        return times.entrySet().stream()
                .filter(call -> call.getKey().startsWith(method))
                .mapToInt(call -> call.getValue() - 1)
                .sum();
    }

    /** What must not be. */
    public List<String> wrong() {
        List<String> wrong = new ArrayList<>();
        add(wrong, refused, "calls refused");
        add(wrong, postsTwice, "POSTs made twice");
        add(wrong, missing, "requests without a response");
        add(wrong, twice.size(), "requests with more than one response: " + twice);
        add(wrong, odd, "responses that nobody expects");
        return wrong;
    }

    private static void add(List<String> wrong, int number, String what) {
        if (number > 0) {
            wrong.add(number + " " + what);
        }
    }
}
