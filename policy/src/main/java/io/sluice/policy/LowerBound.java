package io.sluice.policy;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.schedule.Eligible;
import io.sluice.policy.answer.AnswerCost;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The least time from first to last call that a limit alone forces on a workload, all its keys in use and calls taking
 * no time. It is computed from files and requests, not from what a scheduler did.
 */
public final class LowerBound {
    private final Map<String, Policy> policies;
    private final Map<String, List<Credential>> credentials;
    private final Map<String, Map<Eligible, List<Credential>>> admitted = new HashMap<>();
    private final Map<Budgets, Map<Eligible, NavigableMap<Long, Long>>> demands = new HashMap<>();

    /**
     * The budgets of a limit that requests of one kind share, one for each key of their credentials.
     *
     * @param part what of the scope the request decides, not the credential
     */
    private record Budgets(String provider, Limit limit, ScopeKey part) {}

    public LowerBound(Collection<Policy> policies, Collection<Credential> credentials) {
        this.policies = policies.stream().collect(Collectors.toMap(Policy::name, policy -> policy));
        this.credentials = credentials.stream()
                .filter(credential -> !credential.disabled())
                .collect(Collectors.groupingBy(Credential::provider));
        this.credentials.forEach((provider, all) -> {
            Map<Eligible, List<Credential>> named = admitted.computeIfAbsent(provider, first -> new HashMap<>());
            for (Credential credential : all) {
                named.put(new Eligible.One(credential.id()), List.of(credential));
                named.put(new Eligible.OneOfAccount(credential.id(), credential.account()), List.of(credential));
                named.computeIfAbsent(new Eligible.OfAccount(credential.account()), first -> new ArrayList<>())
                        .add(credential);
            }
        });
    }

    /** Adds a request that was matched. */
    public void add(String provider, Matched request) {
        Policy policy = policies.get(provider);
        if (policy == null) {
            return;
        }
        Endpoint endpoint = policy.provider().endpoint(request.endpoint());
        for (Limit limit : endpoint.limits()) {
            // what costs more than the quota leaves when all of it is free
            long cost = Math.min(request.cost().of(limit.name()), limit.usable());
            CostRule rule = policy.details(endpoint.name()).costs().get(limit.name());
            boolean toldByAnswers = rule != null && !rule.told().equals(AnswerCost.NOTHING);
            if (cost == 0 || toldByAnswers || limit.told()) {
                continue;
            }
            ScopeKey part = ScopeKey.of(limit.scope(), endpoint.name(), null, request.params());
            demands.computeIfAbsent(new Budgets(provider, limit, part), budgets -> new HashMap<>())
                    .computeIfAbsent(request.eligible(), eligible -> new TreeMap<>())
                    .merge(cost, 1L, Long::sum);
        }
    }

    /** The bound in ms. */
    public long millis() {
        long bound = 0;
        for (Map.Entry<Budgets, Map<Eligible, NavigableMap<Long, Long>>> entry : demands.entrySet()) {
            Map<Set<ScopeKey>, NavigableMap<Long, Long>> byKeys = byKeys(entry.getKey(), entry.getValue());
            if (!byKeys.isEmpty()) {
                bound = Math.max(bound, millis(entry.getKey().limit(), byKeys));
            }
        }
        return bound;
    }

    private static long millis(Limit limit, Map<Set<ScopeKey>, NavigableMap<Long, Long>> demands) {
        long units = fullest(demands, 0, true);
        long windows = ceil(units, limit.usable());
        TreeSet<Long> costs = new TreeSet<>();
        demands.values().forEach(counts -> costs.addAll(counts.keySet()));
        long before = 0;
        for (long cost : costs) {
            // of calls that cost so much or more, only so many fit into one window
            long fit = Math.max(1, limit.usable() / cost);
            if (fit != before) {
                windows = Math.max(windows, ceil(fullest(demands, cost, false), fit));
            }
            before = fit;
        }
        return Forced.millis(limit, units, windows);
    }

    /** What the fullest key must take of the calls that cost so much or more: their units, or their number. */
    private static long fullest(Map<Set<ScopeKey>, NavigableMap<Long, Long>> demands, long least, boolean units) {
        Map<Set<ScopeKey>, Long> asked = new HashMap<>();
        demands.forEach((keys, counts) -> asked.put(
                keys,
                counts.tailMap(least, true).entrySet().stream()
                        .mapToLong(entry -> units ? entry.getKey() * entry.getValue() : entry.getValue())
                        .sum()));
        return Spread.fullest(asked);
    }

    /** The demands by the keys that can serve them; those that nobody can serve are never called. */
    private Map<Set<ScopeKey>, NavigableMap<Long, Long>> byKeys(
            Budgets budgets, Map<Eligible, NavigableMap<Long, Long>> byEligible) {
        Map<Set<ScopeKey>, NavigableMap<Long, Long>> byKeys = new HashMap<>();
        byEligible.forEach((eligible, counts) -> {
            Set<ScopeKey> keys = keys(budgets, eligible);
            if (!keys.isEmpty()) {
                NavigableMap<Long, Long> sums = byKeys.computeIfAbsent(keys, first -> new TreeMap<>());
                counts.forEach((cost, number) -> sums.merge(cost, number, Long::sum));
            }
        });
        return byKeys;
    }

    private Set<ScopeKey> keys(Budgets budgets, Eligible eligible) {
        Limit limit = budgets.limit();
        return candidates(budgets.provider(), eligible).stream()
                .filter(credential -> limit.counts(credential.labels()))
                .map(credential -> ScopeKey.of(limit.scope(), "", credential, Map.of()))
                .collect(Collectors.toSet());
    }

    private List<Credential> candidates(String provider, Eligible eligible) {
        if (eligible instanceof Eligible.Any) {
            return credentials.getOrDefault(provider, List.of());
        }
        return admitted.getOrDefault(provider, Map.of()).getOrDefault(eligible, List.of());
    }

    private static long ceil(long units, long parts) {
        return (units + parts - 1) / parts;
    }
}
