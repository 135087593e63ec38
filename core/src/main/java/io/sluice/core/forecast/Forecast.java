package io.sluice.core.forecast;

import io.sluice.core.schedule.Result;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How a workload fares.
 *
 * @param requests that came in
 * @param results number of answers by result
 * @param refused calls that the provider refused
 * @param doneMillis from the beginning to the last answer; empty where requests were open at the end
 * @param elapsedMillis from the first to the last call
 * @param coveredMillis virtual time that passed, until all was done or time was up
 * @param waits of requests until their first call
 * @param blockers the largest share first
 * @param limits in the order of the providers' files
 */
public record Forecast(
        long requests,
        Map<Result, Long> results,
        long calls,
        long refused,
        OptionalLong doneMillis,
        long elapsedMillis,
        long coveredMillis,
        Waits waits,
        List<Blocker> blockers,
        List<LimitUse> limits,
        History history) {
    public Forecast {
        results = Map.copyOf(results);
        blockers = List.copyOf(blockers);
        limits = List.copyOf(limits);
    }

    /** How long requests waited for their first call, in ms. */
    public record Waits(double meanMillis, long mostMillis) {}

    /** Requests that had an answer at the end. */
    public long answered() {
        return results.values().stream().mapToLong(Long::longValue).sum();
    }
}
