package io.sluice.core.schedule;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is left of budgets for large requests, so that small ones do not starve them. */
final class Claims {
    private final Set<Budget> claimed = new LinkedHashSet<>();

    /** Keeps what is free of a budget, unless that is done for an older request, or the claim has another one. */
    void make(Budget budget, Claim claim) {
        Claim before = budget.claim;
        boolean oldest = before == null || claim.ticket() < before.ticket();
        if (claim.claimed == null && claim.ticket() != Long.MAX_VALUE && oldest) {
            if (before != null) {
                before.claimed = null;
            }
            budget.claim = claim;
            claim.claimed = budget;
            claimed.add(budget);
        }
    }

    /** Lets go; returns the budget of which nothing is kept any more, or null. */
    @Nullable
    Budget release(Claim claim) {
        Budget budget = claim.claimed;
        if (budget != null) {
            claim.claimed = null;
            budget.claim = null;
            claimed.remove(budget);
        }
        return budget;
    }

    boolean isEmpty() {
        return claimed.isEmpty();
    }

    /** The budgets of which something is kept. */
    List<Budget> all() {
        return List.copyOf(claimed);
    }
}
