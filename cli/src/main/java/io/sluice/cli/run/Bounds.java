package io.sluice.cli.run;

import io.sluice.core.credential.Credential;
import io.sluice.policy.AccountCounts;
import io.sluice.policy.LowerBound;
import io.sluice.policy.Matcher;
import io.sluice.policy.Policy;
import io.sluice.policy.RequestRefused;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.policy.file.RequestFile;
import io.sluice.schemas.ApiRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The least time that limits force on a file of requests. */
public final class Bounds {
    private Bounds() {}

    /** In ms, from first to last call. */
    public static long millis(List<Policy> policies, List<CredentialDefinition> definitions, RequestFile requests) {
        List<Credential> credentials =
                definitions.stream().map(CredentialDefinition::credential).toList();
        Map<String, Policy> byName = new HashMap<>();
        policies.forEach(policy -> byName.put(policy.name(), policy));
        AccountCounts accounts = new AccountCounts(credentials);
        LowerBound bound = new LowerBound(policies, credentials);
        requests.forEach(request -> {
            Policy policy = byName.get(request.getProvider());
            if (policy != null) {
                add(bound, policy, request, accounts.of(policy.name()));
            }
        });
        return bound.millis();
    }

    private static void add(LowerBound bound, Policy policy, ApiRequest request, int accounts) {
        try {
            bound.add(policy.name(), Matcher.match(policy, request, accounts));
        } catch (RequestRefused refused) {
            // it is never called, so it forces nothing
        }
    }
}
