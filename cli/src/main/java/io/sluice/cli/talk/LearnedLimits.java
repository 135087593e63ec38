package io.sluice.cli.talk;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Dimension;
import io.sluice.policy.value.Durations;
import io.sluice.schemas.BudgetState;
import io.sluice.schemas.CredentialState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The limits that a running pipeline has learned of a provider, as a provider's file would declare them. */
public final class LearnedLimits {
    private final Map<String, Learned> limits = new LinkedHashMap<>();

    /**
     * A limit as budgets show it.
     *
     * @param strictest where they differ
     */
    private record Learned(BudgetState strictest, boolean differs, Set<String> endpoints) {
        static Learned of(BudgetState budget) {
            return new Learned(budget, false, new TreeSet<>(budget.getEndpoints()));
        }

        Learned and(Learned other) {
            boolean same = strictest.getQuota() == other.strictest.getQuota()
                    && Objects.equals(strictest.getPerMs(), other.strictest.getPerMs());
            endpoints.addAll(other.endpoints);
            return new Learned(
                    rate(other.strictest) < rate(strictest) ? other.strictest : strictest, differs || !same, endpoints);
        }

        private static double rate(BudgetState budget) {
            Long per = budget.getPerMs();
            return (double) budget.getQuota() / (per == null ? 1 : per);
        }
    }

    private LearnedLimits() {}

    /** The learned limits that the budgets of credentials show. */
    public static LearnedLimits of(List<CredentialState> credentials) {
        LearnedLimits learned = new LearnedLimits();
        for (CredentialState credential : credentials) {
            for (BudgetState budget : credential.getBudgets()) {
                if (budget.getLearnedAt() != null) {
                    learned.limits.merge(budget.getLimit(), Learned.of(budget), Learned::and);
                }
            }
        }
        return learned;
    }

    public boolean isEmpty() {
        return limits.isEmpty();
    }

    /** The lines of {@code limits:} in a provider's file. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("limits:");
        limits.forEach((name, learned) -> {
            BudgetState budget = learned.strictest();
            String scope = new ScopeKey(budget.getScopeKey())
                    .dimensions().stream().map(Dimension::text).collect(Collectors.joining(", "));
            String per = budget.getPerMs() == null ? "" : ", per: " + Durations.text(budget.getPerMs());
            if (learned.differs()) {
                lines.add("  # others of that scope are allowed more; this is the strictest");
            }
            lines.add("  # learned from " + budget.getLearnedFrom() + ", "
                    + Instant.ofEpochMilli(budget.getLearnedAt()).toString().substring(0, 16) + "Z");
            lines.add("  - { name: " + name + ", endpoints: [" + String.join(", ", learned.endpoints()) + "], scope: ["
                    + scope + "], quota: " + budget.getQuota() + per + ", window: " + budget.getWindow() + " }");
        });
        return lines;
    }
}
