package io.sluice.cli.simulate;

import io.sluice.core.credential.Credential;
import io.sluice.core.schedule.Progress;
import io.sluice.core.schedule.Request;
import io.sluice.policy.AccountCounts;
import io.sluice.policy.Arrival;
import io.sluice.policy.Matched;
import io.sluice.policy.Matcher;
import io.sluice.policy.Policy;
import io.sluice.policy.RequestRefused;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.wire.ReasonCodes;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns requests into what the scheduler must know of them, and counts those that are never called. */
final class Matching {
    private final Map<String, Policy> policies = new HashMap<>();
    private final AccountCounts accounts;
    private final Map<String, Long> rejected = new LinkedHashMap<>();
    private long tickets;
    private long ofOneAccount;

    Matching(Collection<Policy> policies, Collection<Credential> credentials) {
        policies.forEach(policy -> this.policies.put(policy.name(), policy));
        this.accounts = new AccountCounts(credentials);
    }

    /** The request as the scheduler takes it at an instant; null where it is rejected. */
    @Nullable
    Request take(ApiRequest request, long at) {
        Policy policy = policies.get(request.getProvider());
        if (policy == null) {
            rejected.merge(ReasonCodes.UNKNOWN_PROVIDER, 1L, Long::sum);
            return null;
        }
        try {
            return take(policy, request, at);
        } catch (RequestRefused refused) {
            rejected.merge(refused.code(), 1L, Long::sum);
            return null;
        }
    }

    /** The same for a request of a known provider; throws where it is rejected. */
    Request take(Policy policy, ApiRequest request, long at) throws RequestRefused {
        int number = accounts.of(policy.name());
        Matched matched = Matcher.match(policy, request, number);
        ofOneAccount += number <= 1 && !goesWithTwo(policy, request) ? 1 : 0;
        return matched.request(policy, request, new Arrival(tickets++, request.getId(), at, Progress.NONE));
    }

    /** Requests that are never called, by reason code. */
    Map<String, Long> rejected() {
        return rejected;
    }

    /** Requests that name no account and may have any only as long as there is one. */
    long ofOneAccount() {
        return ofOneAccount;
    }

    private static boolean goesWithTwo(Policy policy, ApiRequest request) {
        try {
            Matcher.match(policy, request, 2);
            return true;
        } catch (RequestRefused refused) {
            return false;
        }
    }
}
