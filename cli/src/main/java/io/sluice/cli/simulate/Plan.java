package io.sluice.cli.simulate;

import io.sluice.core.credential.Credential;
import io.sluice.core.forecast.World;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.policy.Policy;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What is simulated: providers, credentials, how long calls take, and what answers tell of their costs. */
public record Plan(List<Provider> providers, List<Credential> credentials, CallTime calls, ToldCosts costs) {
    public Plan {
        providers = List.copyOf(providers);
        credentials = List.copyOf(credentials);
    }

    /** What files say. */
    public static Plan of(List<Policy> policies, List<Credential> credentials, CallTime calls) {
        return new Plan(policies.stream().map(Policy::provider).toList(), credentials, calls, ToldCosts.of(policies));
    }

    /** Limits whose quota answers alone tell, as {@code PROVIDER:LIMIT}: nobody answers here, so that each counts as 1. */
    SortedSet<String> untold() {
        SortedSet<String> untold = new TreeSet<>();
        for (Provider provider : providers) {
            provider.endpoints().stream()
                    .flatMap(endpoint -> endpoint.limits().stream())
                    .filter(Limit::told)
                    .forEach(limit -> untold.add(provider.name() + ':' + limit.name()));
        }
        return untold;
    }

    Plan withProviders(List<Provider> others) {
        return new Plan(others, credentials, calls, costs);
    }

    Plan withCredentials(List<Credential> others) {
        return new Plan(providers, others, calls, costs);
    }

    Plan withCalls(CallTime others) {
        return new Plan(providers, credentials, others, costs);
    }

    World world(Terms terms) {
        return new World(
                providers,
                credentials,
                calls.latency(),
                terms.places(),
                terms.begin(),
                terms.seed(),
                costs.uncounted());
    }

    /**
     * What all simulations of one command share.
     *
     * @param places calls that each egress has room for
     * @param begin epoch ms at which it begins
     * @param most virtual time that may pass, in ms
     */
    public record Terms(long places, long begin, long most, long seed) {}
}
