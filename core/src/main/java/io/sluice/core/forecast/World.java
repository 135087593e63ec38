package io.sluice.core.forecast;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Provider;
import io.sluice.core.simulation.Latency;
import java.util.List;

/**
 * What a workload meets.
 *
 * @param latency of a call, there and back
 * @param places calls that each egress has room for
 * @param begin epoch ms at which it begins; calendar windows and deadlines go by it
 * @param seed of all that is random
 */
public record World(
        List<Provider> providers, List<Credential> credentials, Latency latency, long places, long begin, long seed) {
    public World {
        providers = List.copyOf(providers);
        credentials = List.copyOf(credentials);
    }
}
