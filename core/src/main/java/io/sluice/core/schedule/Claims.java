package io.sluice.core.schedule;

import io.sluice.core.provider.Cost;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What is left of budgets for large requests, so that small ones do not starve them. */
final class Claims {
    private final Set<Budget> claimed = new LinkedHashSet<>();
    private final long aheadMillis;
    private final Consumer<Budget> freed;

    /**
     * None yet.
     *
     * @param aheadMillis how long before it may leave a call is decided
     * @param freed takes the budgets of which nothing is kept any more
     */
    Claims(long aheadMillis, Consumer<Budget> freed) {
        this.aheadMillis = aheadMillis;
        this.freed = freed;
    }

    /** Keeps small requests from starving a large one: what is left of the budget waits until the large one fits. */
    void make(Budget budget, Claim claim, long now) {
        if (budget.units(claim.cost()) > 1 && budget.freeAt(Cost.ONE, now) <= now + aheadMillis) {
            make(budget, claim);
        }
    }

    /** The same for the oldest large one that stands behind the budget, where nothing is kept of it. */
    void makeForOldestLarge(Budget budget, long now) {
        Claim large = budget.claim == null ? budget.oldestLarge() : null;
        if (large != null) {
            make(budget, large, now);
        }
    }

    /** Keeps what is free of a budget, unless that is done for an older request, or the claim has another one. */
    private void make(Budget budget, Claim claim) {
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

    /** What was kept for somebody's oldest request is free: it left, or waits for something else. Returns of what; or null. */
    @Nullable
    Budget free(Claim claim) {
        Budget budget = release(claim);
        if (budget != null) {
            freed.accept(budget);
        }
        return budget;
    }

    /** The same; it is kept for the next large one at once, before younger ones of the same pool take it. */
    void handOver(Claim claim, long now) {
        Budget budget = free(claim);
        if (budget != null) {
            makeForOldestLarge(budget, now);
        }
    }

    /** Nothing of a closed budget is free that could be kept, and the large one may be served elsewhere meanwhile. */
    void releaseClosed(Budget budget, long now) {
        Claim claim = budget.claim;
        if (claim != null && budget.closedUntil() > now + aheadMillis) {
            release(claim);
        }
    }

    private @Nullable Budget release(Claim claim) {
        Budget budget = claim.claimed;
        if (budget != null) {
            claim.claimed = null;
            budget.claim = null;
            claimed.remove(budget);
        }
        return budget;
    }

    /** The budgets of which something is kept though somebody older has come who can go, and from whom nothing is kept. */
    List<Budget> overtaking(Openings openings, long now) {
        List<Budget> overtaking = new ArrayList<>();
        for (Budget budget : claimed) {
            for (Queue older : budget.olderThanClaim()) {
                long opens = budget.freeFor(older.claim(), now);
                if (opens <= now + aheadMillis) {
                    overtaking.add(budget);
                    break;
                }
                openings.await(budget, opens);
            }
        }
        return overtaking;
    }
}
