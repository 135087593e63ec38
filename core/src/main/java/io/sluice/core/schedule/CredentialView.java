package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.credential.Standing;
import io.sluice.core.learn.Learned;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The state of a credential for people: standing, holds, budgets, counts. */
public record CredentialView(Credential credential, Standing standing, List<Hold> holds, List<BudgetView> budgets) {
    public CredentialView {
        holds = List.copyOf(holds);
        budgets = List.copyOf(budgets);
    }

    /** A time until which a scope key is closed; {@code until} in epoch ms. */
    public record Hold(ScopeKey scopeKey, long until, String reason) {}

    /**
     * A budget of the credential.
     *
     * @param endpoints names of the endpoints that it is spent by
     * @param opensAt epoch ms at which more is free; null if not known or not spent
     * @param byOthers units that answers told were used by others
     * @param learned where the limit comes from if no file declares it
     */
    public record BudgetView(
            String limit,
            ScopeKey scopeKey,
            List<String> endpoints,
            long quota,
            long used,
            long inFlight,
            @Nullable Long opensAt,
            Window window,
            long byOthers,
            @Nullable Learned learned) {
        static final Comparator<BudgetView> FULLEST_FIRST =
                Comparator.comparingDouble(view -> -(double) view.used / Math.max(1, view.quota));

        public BudgetView {
            endpoints = List.copyOf(endpoints);
        }

        /** A learned limit of which nothing is spent. */
        static BudgetView unspent(Learned learned, ScopeKey key, String endpoint) {
            Limit limit = learned.limit();
            List<String> endpoints = List.of(endpoint);
            return new BudgetView(limit.name(), key, endpoints, limit.usable(), 0, 0, null, limit.window(), 0, learned);
        }

        /** The same budget of a limit as it is known; what answers told of the quota of this key stays. */
        BudgetView known(Learned known) {
            Limit it = known.limit();
            long most = known.from() == Learned.From.REFUSALS ? it.usable() : quota;
            return new BudgetView(
                    limit, scopeKey, endpoints, most, used, inFlight, opensAt, it.window(), byOthers, known);
        }

        /** The same limit, spent by the other one's endpoints too. */
        BudgetView alsoOf(BudgetView other) {
            List<String> all = new ArrayList<>(endpoints);
            all.addAll(other.endpoints);
            return new BudgetView(limit, scopeKey, all, quota, used, inFlight, opensAt, window, byOthers, learned);
        }
    }
}
