package io.sluice.policy;

import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Scope;
import io.sluice.core.schedule.Eligible;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Scheduler;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.wire.Methods;
import io.sluice.schemas.wire.Sha256;
import io.sluice.schemas.wire.Texts;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A request as its provider sees it.
 *
 * @param params what limits may be counted by: named path segments, query parameters, fields of the body
 * @param cost what each of its calls takes of the limits that count it
 */
public record Matched(String endpoint, Eligible eligible, Map<String, String> params, Cost cost) {
    /** A longer value names its counter by a digest: it stands in keys of budgets and of lanes. In characters. */
    private static final int LONGEST_COUNTED = 200;

    private static final int SHOWN = 40;

    /** A hash map stays quick where a sender has chosen names that collide; an immutable one does not. */
    public Matched {
        params = Collections.unmodifiableMap(new HashMap<>(params));
    }

    /** The account that it goes with; null where it may go with several, or with one credential alone. */
    public @Nullable String account() {
        return eligible instanceof Eligible.OfAccount of ? of.account() : null;
    }

    /** What the scheduler must know of the request, which came as that. */
    public Request request(Policy policy, ApiRequest request, Arrival arrival) {
        Endpoint found = policy.provider().endpoint(endpoint);
        long timeout = request.getTimeoutMs() == null
                ? found.timeoutMillis()
                : Math.min(request.getTimeoutMs(), found.timeoutMillis());
        return new Request(
                arrival.ticket(),
                arrival.id(),
                request.getProvider(),
                endpoint,
                eligible,
                counted(policy.provider(), found),
                cost,
                deadline(request, arrival.requestedAt()),
                timeout,
                Methods.isIdempotent(request.getMethod()) || request.getIdempotencyKey() != null,
                arrival.progress());
    }

    /**
     * Its parameters that decide its budgets and holds, without the others: it may wait long, and a body may have
     * thousands.
     */
    private Map<String, String> counted(Provider provider, Endpoint found) {
        Stream<Scope> limits = found.limits().stream().map(Limit::scope);
        return Stream.concat(limits, provider.holdScopes().stream())
                .flatMap(scope -> scope.params().stream())
                .filter(params::containsKey)
                .distinct()
                .collect(Collectors.toMap(name -> name, name -> bounded(params.getOrDefault(name, ""))));
    }

    private static String bounded(String value) {
        return value.length() <= LONGEST_COUNTED ? value : Texts.shown(value, SHOWN) + " sha-256:" + Sha256.hex(value);
    }

    /** The earlier of both; 0 means now or never, unless the other one had passed when the request was written. */
    private static long deadline(ApiRequest request, long requestedAt) {
        long deadline = request.getDeadline() == null ? Scheduler.NEVER : request.getDeadline();
        Long wait = request.getMaxWaitMs();
        if (wait == null) {
            return deadline;
        }
        if (wait == 0) {
            return deadline > requestedAt ? Scheduler.NOW_OR_NEVER : deadline;
        }
        return Math.min(deadline, plus(requestedAt, wait));
    }

    private static long plus(long instant, long wait) {
        return wait >= Scheduler.NEVER - instant ? Scheduler.NEVER : instant + Math.max(0, wait);
    }
}
