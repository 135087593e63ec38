package io.sluice.policy.answer;

import io.sluice.core.provider.Limit;
import java.util.List;
import java.util.Map;

/**
 * How answers of one endpoint are read.
 *
 * @param limits of the endpoint
 * @param signals those that are told there
 * @param rules the first that matches counts
 * @param costs by the name of a limit, what answers tell of the units that their calls took
 */
public record Reading(List<Limit> limits, List<Signal> signals, List<AnswerRule> rules, Map<String, AnswerCost> costs) {
    public Reading {
        limits = List.copyOf(limits);
        signals = List.copyOf(signals);
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
        List<Signal> here = signals.stream()
                .filter(signal -> isHere(signal, endpoint, limits))
                .toList();
        return new Reading(limits, here, rules, costs);
    }

    private static boolean isHere(Signal signal, String endpoint, List<Limit> limits) {
        String limit = signal.limit();
        if (!signal.endpoints().isEmpty()) {
            return signal.endpoints().contains(endpoint);
        }
        return limit == null
                || signal.retryAfter() != null
                || limits.stream().anyMatch(candidate -> candidate.isCalled(limit));
    }
}
