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

    Request byFile(Request r) {
        Cost cost = truth(r);
        return new Request(
                r.ticket(),
                r.id(),
                r.provider(),
                r.endpoint(),
                r.eligible(),
                r.params(),
                dear.contains(r.provider()) ? twice(cost) : cost,
                r.deadline(),
                r.timeoutMillis(),
                r.repeatable(),
                r.progress());
    }

    private static Cost twice(Cost cost) {
        Map<String, Long> byLimit = new HashMap<>();
        cost.byLimit().forEach((limit, units) -> byLimit.put(limit, 2 * units));
        return new Cost(2 * cost.usual(), byLimit);
    }
}
