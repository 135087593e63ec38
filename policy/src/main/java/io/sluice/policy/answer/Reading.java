package io.sluice.policy.answer;

import io.sluice.core.provider.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How answers of one endpoint are read.
 *
 * @param limits of the endpoint
 * @param signals those that are told there
 * @param waits where refusals tell how long to stay away
 * @param rules the first that matches counts
 * @param costs by the name of a limit, what answers tell of the units that their calls took
 */
public record Reading(
        List<Limit> limits,
        List<Signal> signals,
        List<Signal.Source> waits,
        List<AnswerRule> rules,
        Map<String, AnswerCost> costs) {
    public Reading {
        limits = List.copyOf(limits);
        signals = List.copyOf(signals);
        waits = List.copyOf(waits);
        rules = List.copyOf(rules);
        costs = Map.copyOf(costs);
    }

    /** The reading of an endpoint of that name. */
    public static Reading of(
            String endpoint,
            List<Limit> limits,
            List<Signal> signals,
            List<AnswerRule> rules,
            Map<String, AnswerCost> costs) {
        List<Signal> here = new ArrayList<>();
        List<Signal.Source> waits = new ArrayList<>();
        for (Signal signal : signals) {
            if (isHere(signal, endpoint, limits)) {
                here.add(signal);
            }
            boolean anywhere =
                    signal.endpoints().isEmpty() || signal.endpoints().contains(endpoint);
            if (signal.retryAfter() != null && anywhere) {
                waits.add(signal.retryAfter());
            }
        }
        return new Reading(limits, here, waits, rules, costs);
    }

    private static boolean isHere(Signal signal, String endpoint, List<Limit> limits) {
        String limit = signal.limit();
        if (!signal.endpoints().isEmpty()) {
            return signal.endpoints().contains(endpoint);
        }
        return limit == null || limits.stream().anyMatch(candidate -> candidate.isCalled(limit));
    }
}
