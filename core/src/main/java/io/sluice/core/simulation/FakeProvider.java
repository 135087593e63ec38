package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.schedule.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** An API that counts calls by its true limits, and refuses those that are too many. A refused call takes nothing. */
public final class FakeProvider {
    private final Map<String, List<Limit>> limits = new HashMap<>();
    private final Map<Counter, Server> servers = new HashMap<>();
    /** The counters at which somebody else has spent. */
    private final Set<Counter> shared = new HashSet<>();

    private final BiFunction<Limit, String, String> buckets;
    private final long clockAhead;

    private record Counter(String limit, List<String> scopeKey) {}

    /** What it does with a call. */
    public sealed interface Reply {
        /** It takes the call. */
        record Taken() implements Reply {}

        /**
         * It refuses the call.
         *
         * @param scopeKey values of the limit's dimensions for the budget that has too little left
         * @param opensAt true epoch ms at which more is free; {@link Long#MAX_VALUE} if that is not known
         */
        record Refused(Limit limit, List<String> scopeKey, long opensAt) implements Reply {}
    }

    /**
     * @param clockAhead by how many ms its clock is ahead of true time
     */
    public FakeProvider(Provider truth, long clockAhead) {
        this(truth, clockAhead, (limit, endpoint) -> endpoint);
    }

    /**
     * A provider in which endpoints may share a budget.
     *
     * @param buckets by limit and endpoint: what stands for the endpoint where the limit is counted by it
     */
    FakeProvider(Provider truth, long clockAhead, BiFunction<Limit, String, String> buckets) {
        this.buckets = buckets;
        for (Endpoint endpoint : truth.endpoints()) {
            limits.put(endpoint.name(), endpoint.limits());
        }
        this.clockAhead = clockAhead;
    }

    /** By how many ms its clock is ahead of true time. */
    long clockAhead() {
        return clockAhead;
    }

    /** A call arrives that takes so much. */
    Reply arrives(String endpoint, Credential credential, Request request, Cost cost, long at) {
        List<Server> all = new ArrayList<>();
        List<Limit> counting = counting(endpoint, credential, cost);
        for (Limit limit : counting) {
            List<String> scopeKey = scopeKey(limit, endpoint, credential, request.params());
            Server server = server(limit, scopeKey);
            if (server.left(at) < units(server, limit, cost)) {
                return new Reply.Refused(limit, scopeKey, server.opensAt(at));
            }
            all.add(server);
        }
        for (int i = 0; i < all.size(); i++) {
            all.get(i).take(at, units(all.get(i), counting.get(i), cost));
        }
        return new Reply.Taken();
    }

    /** All refusals that a call would get now. */
    public List<Reply.Refused> refusals(String endpoint, Credential credential, Request request, long at) {
        List<Reply.Refused> refusals = new ArrayList<>();
        for (Limit limit : counting(endpoint, credential, request.cost())) {
            List<String> scopeKey = scopeKey(limit, endpoint, credential, request.params());
            Server server = server(limit, scopeKey);
            if (server.left(at) < units(server, limit, request.cost())) {
                refusals.add(new Reply.Refused(limit, scopeKey, server.opensAt(at)));
            }
        }
        return refusals;
    }

    /** The answer to a call that was taken has left. */
    void answers(String endpoint, Credential credential, Request request, Cost cost) {
        for (Limit limit : counting(endpoint, credential, cost)) {
            Server server = server(limit, scopeKey(limit, endpoint, credential, request.params()));
            server.ends(units(server, limit, cost));
        }
    }

    /** Somebody else calls with the same credential; not where calls at the same time are counted. */
    void foreign(String endpoint, Credential credential, Map<String, String> params, long at) {
        for (Limit limit : counting(endpoint, credential, Cost.ONE)) {
            Server server = server(limit, scopeKey(limit, endpoint, credential, params));
            if (server.left(at) > 0 && server.opensAt(at) != Server.UNKNOWN) {
                server.take(at, 1);
                shared.add(new Counter(limit.name(), scopeKey(limit, endpoint, credential, params)));
            }
        }
    }

    /** Whether somebody else has ever spent of that budget. */
    boolean spentByOthers(Limit limit, List<String> scopeKey) {
        return shared.contains(new Counter(limit.name(), scopeKey));
    }

    /** The limits of an endpoint that count a call of that cost with that credential. */
    List<Limit> counting(String endpoint, Credential credential, Cost cost) {
        return limits(endpoint).stream()
                .filter(limit -> cost.of(limit.name()) > 0 && limit.counts(credential.labels()))
                .toList();
    }

    private static long units(Server server, Limit limit, Cost cost) {
        return server.units(cost.of(limit.name()));
    }

    List<Limit> limits(String endpoint) {
        return limits.getOrDefault(endpoint, List.of());
    }

    Server server(Limit limit, List<String> scopeKey) {
        return servers.computeIfAbsent(new Counter(limit.name(), scopeKey), counter -> Server.of(limit, clockAhead));
    }

    /** The values of a limit's dimensions, in their order. */
    List<String> scopeKey(Limit limit, String endpoint, Credential credential, Map<String, String> params) {
        Values values = new Values(buckets.apply(limit, endpoint), credential, params);
        return limit.scope().dimensions().stream()
                .map(dimension -> dimension.handle(values))
                .toList();
    }

    private record Values(String endpoint, Credential credential, Map<String, String> params)
            implements Dimension.Handler<String> {
        @Override
        public String fixed(Dimension.Fixed dimension) {
            return switch (dimension) {
                case PROVIDER -> credential.provider();
                case APP -> credential.app();
                case ACCOUNT -> credential.account();
                case CREDENTIAL -> credential.id();
                case EGRESS -> credential.egress();
                case ENDPOINT -> endpoint;
            };
        }

        @Override
        public String param(Dimension.Param dimension) {
            return params.getOrDefault(dimension.name(), "");
        }

        @Override
        public String label(Dimension.Label dimension) {
            return credential.labels().getOrDefault(dimension.name(), "");
        }
    }
}
