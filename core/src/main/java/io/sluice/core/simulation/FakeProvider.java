package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.ScopeKey;
import io.sluice.core.schedule.Request;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An API that counts calls by its true limits, and refuses those that are too many. A refused call takes nothing. */
public final class FakeProvider {
    private final Map<String, List<Limit>> limits = new HashMap<>();
    private final Map<String, Server> servers = new HashMap<>();
    private final long clockAhead;

    /** What it does with a call. */
    public sealed interface Reply {
        /** It takes the call. */
        record Taken() implements Reply {}

        /**
         * It refuses the call.
         *
         * @param scopeKey of the budget that has too little left
         * @param opensAt true epoch ms at which more is free; {@link Long#MAX_VALUE} if that is not known
         */
        record Refused(Limit limit, String scopeKey, long opensAt) implements Reply {}
    }

    /**
     * @param clockAhead by how many ms its clock is ahead of true time
     */
    public FakeProvider(Provider truth, long clockAhead) {
        for (Endpoint endpoint : truth.endpoints()) {
            limits.put(endpoint.name(), endpoint.limits());
        }
        this.clockAhead = clockAhead;
    }

    /** By how many ms its clock is ahead of true time. */
    long clockAhead() {
        return clockAhead;
    }

    /** A call arrives. */
    Reply arrives(String endpoint, Credential credential, Request request, long at) {
        List<Server> all = new ArrayList<>();
        for (Limit limit : limits(endpoint)) {
            String scopeKey = scopeKey(limit, endpoint, credential, request.params());
            Server server = server(limit, scopeKey);
            if (server.left(at) < server.units(request.cost())) {
                return new Reply.Refused(limit, scopeKey, server.opensAt(at));
            }
            all.add(server);
        }
        all.forEach(server -> server.take(at, server.units(request.cost())));
        return new Reply.Taken();
    }

    /** The answer to a call that was taken has left. */
    void answers(String endpoint, Credential credential, Request request) {
        for (Limit limit : limits(endpoint)) {
            Server server = server(limit, scopeKey(limit, endpoint, credential, request.params()));
            server.ends(server.units(request.cost()));
        }
    }

    /** Somebody else calls with the same credential; not where calls at the same time are counted. */
    void foreign(String endpoint, Credential credential, Map<String, String> params, long at) {
        for (Limit limit : limits(endpoint)) {
            Server server = server(limit, scopeKey(limit, endpoint, credential, params));
            if (server.left(at) > 0 && server.opensAt(at) != Server.UNKNOWN) {
                server.take(at, 1);
            }
        }
    }

    List<Limit> limits(String endpoint) {
        return limits.getOrDefault(endpoint, List.of());
    }

    Server server(Limit limit, String scopeKey) {
        return servers.computeIfAbsent(limit.name() + ' ' + scopeKey, key -> Server.of(limit, clockAhead));
    }

    static String scopeKey(Limit limit, String endpoint, Credential credential, Map<String, String> params) {
        StringBuilder text = new StringBuilder();
        for (ScopeKey key : limit.scope().keys()) {
            text.append(key.text())
                    .append('=')
                    .append(value(key, endpoint, credential, params))
                    .append(';');
        }
        return text.toString();
    }

    private static String value(ScopeKey key, String endpoint, Credential credential, Map<String, String> params) {
        if (key instanceof ScopeKey.Param param) {
            return params.getOrDefault(param.name(), "");
        }
        if (key instanceof ScopeKey.Label label) {
            return credential.labels().getOrDefault(label.name(), "");
        }
        return switch ((ScopeKey.Fixed) key) {
            case PROVIDER -> credential.provider();
            case APP -> credential.app();
            case ACCOUNT -> credential.account();
            case CREDENTIAL -> credential.id();
            case EGRESS -> credential.egress();
            case ENDPOINT -> endpoint;
        };
    }
}
