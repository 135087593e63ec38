package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.learn.Learned;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Scope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which budgets and holds the calls of a provider need. */
final class Needs {
    private final Provider provider;
    private final Budgets budgets;
    private final Learning learning;
    private final Buckets buckets;

    Needs(Provider provider, Budgets budgets, Learning learning, Buckets buckets) {
        this.provider = provider;
        this.budgets = budgets;
        this.learning = learning;
        this.buckets = buckets;
    }

    HoldBudget providerHold() {
        return budgets.hold(provider.name(), ScopeKey.WHOLE);
    }

    HoldBudget credentialHold(Credential credential) {
        return budgets.hold(provider.name(), keyOf(credential));
    }

    HoldBudget endpointHold(Credential credential, String endpoint) {
        return budgets.hold(provider.name(), keyOf(credential, endpoint));
    }

    /** The holds of the credential at single endpoints, as far as they are there. */
    List<Budget> endpointHolds(Credential credential) {
        return budgets.live(provider.endpoints().stream()
                .map(endpoint -> new BudgetId(provider.name(), BudgetId.HOLD, keyOf(credential, endpoint.name())))
                .toList());
    }

    HoldBudget egressHold(String egress) {
        return budgets.hold(provider.name(), keyOf(egress));
    }

    /** The hold of a scope, for a call of that endpoint, credential and parameters. */
    HoldBudget hold(Scope scope, String endpoint, @Nullable Credential credential, Map<String, String> params) {
        return budgets.hold(provider.name(), holdKey(scope, endpoint, credential, params));
    }

    /** A file may name the provider for what is all of it. */
    private static ScopeKey holdKey(
            Scope scope, String endpoint, @Nullable Credential credential, Map<String, String> params) {
        return scope.dimensions().equals(List.of(Dimension.Fixed.PROVIDER))
                ? ScopeKey.WHOLE
                : ScopeKey.of(scope, endpoint, credential, params);
    }

    private static ScopeKey keyOf(Credential credential) {
        return ScopeKey.of(Dimension.Fixed.CREDENTIAL, credential.id());
    }

    private static ScopeKey keyOf(Credential credential, String endpoint) {
        return keyOf(credential).and(Dimension.Fixed.ENDPOINT, endpoint);
    }

    private static ScopeKey keyOf(String egress) {
        return ScopeKey.of(Dimension.Fixed.EGRESS, egress);
    }

    /** Every budget that a call of the endpoint with this credential needs, but those of request parameters alone. */
    List<Budget> ofSeat(Endpoint endpoint, Credential credential, Cost cost, Map<String, String> params) {
        Set<Budget> needed = new LinkedHashSet<>();
        for (ScopeKey key : holdKeys(endpoint, credential, params)) {
            needed.add(budgets.hold(provider.name(), key));
        }
        for (Limit limit : endpoint.limits()) {
            boolean ofSeat = !limit.scope().ofRequest() || limit.ofCredential();
            if (ofSeat && cost.of(limit.name()) > 0 && limit.counts(credential.labels())) {
                needed.add(limit(limit, endpoint, credential, params));
            }
        }
        if (learning.isOn()) {
            for (Learned learned : learning.limits(endpoint.name(), credential)) {
                needed.add(limit(learned.limit(), endpoint, credential, params).learned(learned));
            }
            if (learning.isCareful()) {
                needed.add(pace(endpoint.name(), credential));
            }
        }
        needed.add(budgets.concurrency(provider, credential.egress()));
        needed.add(budgets.places(credential.egress()));
        return List.copyOf(needed);
    }

    /**
     * The limits and holds of such calls that exist, whether or not a seat needs them now; without those of request
     * parameters.
     */
    List<Budget> made(Endpoint endpoint, Credential credential) {
        List<BudgetId> ids = new ArrayList<>();
        for (ScopeKey key : holdKeys(endpoint, credential, Map.of())) {
            ids.add(new BudgetId(provider.name(), BudgetId.HOLD, key));
        }
        for (Limit limit : endpoint.limits()) {
            if (!limit.scope().ofRequest() && limit.counts(credential.labels())) {
                ids.add(id(limit, endpoint, credential, Map.of()));
            }
        }
        for (Learned learned : learning.known(endpoint.name(), credential)) {
            ids.add(id(learned.limit(), endpoint, credential, Map.of()));
        }
        return budgets.live(ids);
    }

    private List<ScopeKey> holdKeys(Endpoint endpoint, Credential credential, Map<String, String> params) {
        List<ScopeKey> keys = new ArrayList<>();
        keys.add(ScopeKey.WHOLE);
        keys.add(keyOf(credential.egress()));
        keys.add(keyOf(credential));
        keys.add(keyOf(credential, endpoint.name()));
        for (Scope scope : provider.holdScopes()) {
            if (!scope.ofRequest() || scope.ofCredential()) {
                keys.add(holdKey(scope, endpoint.name(), credential, params));
            }
        }
        return keys;
    }

    /** How carefully such calls go while their limits are learned. */
    PaceBudget pace(String endpoint, Credential credential) {
        return budgets.pace(provider, learning, endpoint, credential);
    }

    /** The budgets that a request of the endpoint needs whichever credential makes its call. */
    List<Budget> ofRequest(Endpoint endpoint, Cost cost, Map<String, String> params) {
        List<Budget> needed = new ArrayList<>();
        for (Scope scope : provider.holdScopes()) {
            if (scope.ofRequest() && !scope.ofCredential()) {
                needed.add(hold(scope, endpoint.name(), null, params));
            }
        }
        for (Limit limit : endpoint.limits()) {
            if (limit.scope().ofRequest() && !limit.ofCredential() && cost.of(limit.name()) > 0) {
                needed.add(limit(limit, endpoint, null, params));
            }
        }
        return needed;
    }

    /** The scopes of the limits and holds that a request's parameters decide, together with its credential or alone. */
    List<Scope> scopesOfRequest(Endpoint endpoint, Cost cost, boolean ofCredentialToo) {
        List<Scope> scopes = new ArrayList<>();
        for (Scope scope : provider.holdScopes()) {
            if (scope.ofRequest() && scope.ofCredential() == ofCredentialToo) {
                scopes.add(scope);
            }
        }
        for (Limit limit : endpoint.limits()) {
            if (limit.scope().ofRequest() && limit.ofCredential() == ofCredentialToo && cost.of(limit.name()) > 0) {
                scopes.add(limit.scope());
            }
        }
        return scopes;
    }

    /** The budget of a limit that counts calls of that endpoint, credential and parameters. */
    LimitBudget limit(Limit limit, Endpoint endpoint, @Nullable Credential credential, Map<String, String> params) {
        return budgets.limit(id(limit, endpoint, credential, params), limit).learned(null);
    }

    private BudgetId id(Limit limit, Endpoint endpoint, @Nullable Credential credential, Map<String, String> params) {
        String counted = buckets.of(limit.name(), endpoint.name());
        return new BudgetId(provider.name(), limit.name(), ScopeKey.of(limit.scope(), counted, credential, params));
    }
}
