package io.sluice.core.simulation;

import io.sluice.core.provider.Cost;
import io.sluice.core.schedule.Request;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What requests cost in truth, and by their provider's file of now: as much, or twice that. */
final class Prices {
    private final Map<String, Cost> truth = new HashMap<>();
    private final Set<String> dear = new HashSet<>();

    /** From now on the file of a provider takes its requests to cost twice what they do, or no longer so. */
    void change(String provider) {
        if (!dear.remove(provider)) {
            dear.add(provider);
        }
    }

    /** What a call for a request takes. */
    Cost truth(Request request) {
        return truth.computeIfAbsent(request.id(), id -> request.cost());
    }

    Request byFile(Request request) {
        Cost cost = truth(request);
        return request.with(dear.contains(request.provider()) ? twice(cost) : cost, request.progress());
    }

    private static Cost twice(Cost cost) {
        Map<String, Long> byLimit = new HashMap<>();
        cost.byLimit().forEach((limit, units) -> byLimit.put(limit, 2 * units));
        return new Cost(2 * cost.usual(), byLimit);
    }
}
