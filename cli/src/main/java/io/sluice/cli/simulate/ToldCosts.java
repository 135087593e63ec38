package io.sluice.cli.simulate;

import io.sluice.core.provider.Endpoint;
import io.sluice.policy.Policy;
import io.sluice.policy.answer.Answer;
import io.sluice.policy.answer.AnswerCost;
import io.sluice.policy.answer.Answers;
import io.sluice.policy.answer.Reading;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What answers would tell of the costs of their calls.
 *
 * @param uncounted by provider, names of the limits that a plain good answer does not take from
 * @param settled limits whose costs answers alone tell, as {@code PROVIDER:LIMIT}: nobody answers here, so that what is set
 *     aside counts
 */
record ToldCosts(Map<String, Set<String>> uncounted, SortedSet<String> settled) {
    private static final int[] GOOD = {200, 201, 202, 204};
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);

    public ToldCosts {
        uncounted = Map.copyOf(uncounted);
    }

    static ToldCosts of(List<Policy> policies) {
        Map<String, Set<String>> uncounted = new HashMap<>();
        SortedSet<String> settled = new TreeSet<>();
        for (Policy policy : policies) {
            Set<String> free = new TreeSet<>();
            for (Endpoint endpoint : policy.provider().endpoints()) {
                Reading reading = policy.reading(endpoint.name());
                free.addAll(free(reading));
                reading.costs().forEach((limit, cost) -> {
                    if (isSettled(cost)) {
                        settled.add(policy.name() + ':' + limit);
                    }
                });
            }
            uncounted.put(policy.name(), free);
        }
        return new ToldCosts(uncounted, settled);
    }

    /** Limits that no plain good answer takes from. */
    private static Set<String> free(Reading reading) {
        Set<String> free = new TreeSet<>(reading.costs().keySet());
        for (int status : GOOD) {
            Answer plain = new Answer(status, Map.of("content-type", List.of("application/json")), BODY, 0, 0);
            Map<String, Long> spent = Answers.read(reading, plain).spent();
            free.removeIf(limit -> spent.getOrDefault(limit, 1L) > 0);
        }
        return free;
    }

    private static boolean isSettled(AnswerCost cost) {
        return cost.settle() != null;
    }
}
