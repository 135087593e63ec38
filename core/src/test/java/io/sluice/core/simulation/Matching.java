package io.sluice.core.simulation;

import io.sluice.core.provider.Cost;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Request;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What requests come to in truth, and by their provider's file of now: they cost as much or twice that, and are for their endpoint
 * or for the one that counts by all limits.
 */
final class Matching {
    private final Map<String, Request> truth = new HashMap<>();
    private final Set<String> dear = new HashSet<>();
    private final Set<String> gathered = new HashSet<>();

    /** From now on the file of a provider takes its requests to cost twice what they do, or no longer so. */
    void changePrices(String provider) {
        turn(dear, provider);
    }

    /** From now on the file of a provider takes its requests to be for {@link Plan#ALL}, or no longer so. */
    void changeEndpoints(String provider) {
        turn(gathered, provider);
    }

    private static void turn(Set<String> providers, String provider) {
        if (!providers.remove(provider)) {
            providers.add(provider);
        }
    }

    /** What a call for a request takes. */
    Cost cost(Request request) {
        return truth(request).cost();
    }

    /** Where a call arrives. */
    String endpoint(Call call) {
        return truth.get(call.requestId()).endpoint();
    }

    Request byFile(Request request) {
        Request was = truth(request);
        return new Request(
                request.ticket(),
                request.id(),
                request.provider(),
                gathered.contains(request.provider()) ? Plan.ALL : was.endpoint(),
                request.eligible(),
                request.params(),
                dear.contains(request.provider()) ? twice(was.cost()) : was.cost(),
                request.deadline(),
                request.timeoutMillis(),
                request.repeatable(),
                request.progress());
    }

    private Request truth(Request request) {
        return truth.computeIfAbsent(request.id(), id -> request);
    }

    private static Cost twice(Cost cost) {
        Map<String, Long> byLimit = new HashMap<>();
        cost.byLimit().forEach((limit, units) -> byLimit.put(limit, 2 * units));
        return new Cost(2 * cost.usual(), byLimit);
    }
}
