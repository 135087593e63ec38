package io.sluice.core.forecast;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Provider;
import io.sluice.core.schedule.Request;
import io.sluice.core.simulation.Latency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a workload meets.
 *
 * @param latency of a call, there and back
 * @param places calls that each egress has room for
 * @param begin epoch ms at which it begins; calendar windows and deadlines go by it
 * @param seed of all that is random
 * @param uncounted by provider, names of the limits that do not count a call that is answered well
 */
public record World(
        List<Provider> providers,
        List<Credential> credentials,
        Latency latency,
        long places,
        long begin,
        long seed,
        Map<String, Set<String>> uncounted) {
    public World {
        providers = List.copyOf(providers);
        credentials = List.copyOf(credentials);
        uncounted = Map.copyOf(uncounted);
    }

    /** What a call takes of limits. */
    Cost taken(Request request) {
        Set<String> free = uncounted.getOrDefault(request.provider(), Set.of());
        if (free.isEmpty()) {
            return request.cost();
        }
        Map<String, Long> byLimit = new HashMap<>(request.cost().byLimit());
        free.forEach(limit -> byLimit.put(limit, 0L));
        return new Cost(request.cost().usual(), byLimit);
    }
}
