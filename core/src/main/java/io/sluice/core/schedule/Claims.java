package io.sluice.core.schedule;

import io.sluice.core.provider.Cost;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps what is left of a budget for a request that is too large to go yet, so that small ones do not starve it. */
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

    /** Keeps what is free of a budget, unless it is kept for an older request, or the claim has another budget. */
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

    /**
     * Frees what was kept for the oldest request of a claim, which left or waits for something else. Returns the
     * budget; null where nothing was kept.
     */
    @Nullable
    Budget free(Claim claim) {
        Budget budget = release(claim);
        if (budget != null) {
            freed.accept(budget);
        }
        return budget;
    }

    /**
     * The same; what is freed is kept for the next large request at once, before younger ones of the same pool take it.
     */
    void handOver(Claim claim, long now) {
        Budget budget = free(claim);
        if (budget != null) {
            makeForOldestLarge(budget, now);
        }
    }

    /**
     * Ends the claim on a closed budget: nothing of it is free to be kept, and the large request may be served
     * elsewhere.
     */
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

    /**
     * The claimed budgets that a request older than the claim can use now. For those that it can use later, waits for
     * their opening.
     */
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
