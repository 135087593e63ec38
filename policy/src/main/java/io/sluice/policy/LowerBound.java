package io.sluice.policy;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.ScopeKey;
import io.sluice.core.provider.Window;
import io.sluice.core.schedule.Eligible;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The least time from first to last call that a limit alone forces on a workload, all its keys in use and calls taking
 * no time. It is computed from files and requests, not from what a scheduler did.
 */
public final class LowerBound {
    private final Map<String, Policy> policies;
    private final Map<String, List<Credential>> credentials;
    /** Units asked of each limit, by who may serve them and by request parameters. */
    private final Map<Demand, Long> demands = new HashMap<>();

    private record Demand(String provider, Limit limit, Eligible eligible, String params) {}

    public LowerBound(Collection<Policy> policies, Collection<Credential> credentials) {
        this.policies = policies.stream().collect(Collectors.toMap(Policy::name, policy -> policy));
        this.credentials = credentials.stream().collect(Collectors.groupingBy(Credential::provider));
    }

    /** Adds a request that was matched. */
    public void add(String provider, Matched request, long cost) {
        Policy policy = policies.get(provider);
        if (policy == null) {
            return;
        }
        policy.provider().endpoints().stream()
                .filter(endpoint -> endpoint.name().equals(request.endpoint()))
                .flatMap(endpoint -> endpoint.limits().stream())
                .forEach(limit -> demands.merge(
                        new Demand(provider, limit, request.eligible(), key(limit, request)), cost, Long::sum));
    }

    /** The bound in ms. */
    public long millis() {
        long bound = 0;
        for (Map.Entry<Demand, Long> entry : demands.entrySet()) {
            Demand demand = entry.getKey();
            bound = Math.max(bound, forced(demand.limit(), entry.getValue(), keys(demand)));
        }
        return bound;
    }

    private static String key(Limit limit, Matched request) {
        return limit.scope().keys().stream()
                .filter(ScopeKey.Param.class::isInstance)
                .map(key -> request.params().getOrDefault(((ScopeKey.Param) key).name(), ""))
                .collect(Collectors.joining("\u0000"));
    }

    /** The number of budgets that those who may serve the demand have of the limit. */
    private long keys(Demand demand) {
        Set<String> keys = new TreeSet<>();
        for (Credential credential : credentials.getOrDefault(demand.provider(), List.of())) {
            if (demand.eligible().admits(credential) && !credential.disabled()) {
                keys.add(demand.limit().scope().keys().stream()
                        .map(key -> value(key, credential))
                        .collect(Collectors.joining("\u0000")));
            }
        }
        return Math.max(1, keys.size());
    }

    private static String value(ScopeKey key, Credential credential) {
        if (key instanceof ScopeKey.Label label) {
            return credential.labels().getOrDefault(label.name(), "");
        }
        if (!(key instanceof ScopeKey.Fixed fixed)) {
            return "";
        }
        return switch (fixed) {
            case PROVIDER, ENDPOINT -> "";
            case APP -> credential.app();
            case ACCOUNT -> credential.account();
            case CREDENTIAL -> credential.id();
            case EGRESS -> credential.egress();
        };
    }

    private static long forced(Limit limit, long units, long keys) {
        long most = (units + keys - 1) / keys;
        return limit.window().handle(new Window.Handler<>() {
            @Override
            public Long firstCall(Window.FirstCall window) {
                return turns() * window.perMillis();
            }

            @Override
            public Long sliding(Window.Sliding window) {
                return turns() * window.perMillis();
            }

            @Override
            public Long bucket(Window.Bucket window) {
                long beyond = Math.max(0, most - limit.quota());
                return (beyond * window.perMillis() + limit.quota() - 1) / limit.quota();
            }

            @Override
            public Long calendar(Window.Calendar window) {
                long whole = window.turns() instanceof Window.Turns.Aligned aligned
                        ? aligned.perMillis()
                        : window.turns() instanceof Window.Turns.Daily ? 23 * 3_600_000L : 28 * 86_400_000L;
                return Math.max(0, turns() - 1) * whole;
            }

            @Override
            public Long concurrent(Window.Concurrent window) {
                return 0L;
            }

            private long turns() {
                return (most + limit.quota() - 1) / limit.quota() - 1;
            }
        });
    }
}
