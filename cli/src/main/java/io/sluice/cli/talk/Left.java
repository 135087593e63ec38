package io.sluice.cli.talk;

import io.sluice.schemas.BudgetState;
import java.util.Set;

/**
 * What is left of a budget at an instant after it was told.
 *
 * @param units that are left
 * @param least whether it may be more: some came back since, and how many is not told
 */
public record Left(long units, boolean least) {
    /** Windows whose whole quota comes back at one instant. */
    private static final Set<String> TURNING = Set.of("first-call", "calendar");

    /**
     * What is known of a budget; {@code now} in epoch ms.
     *
     * <p>A window that turns is whole from then on. Of other quotas one unit at least comes back at the told instant, and
     * all that was spent before has come back one window later.
     */
    public static Left of(BudgetState budget, long now) {
        long told = Math.max(0, budget.getQuota() - budget.getUsed());
        Long opensAt = budget.getOpensAt();
        if (opensAt == null || opensAt > now) {
            return new Left(told, false);
        }
        Long window = budget.getPerMs();
        boolean over = window != null && opensAt + window <= now && budget.getInFlight() == 0;
        if (TURNING.contains(budget.getWindow()) || over) {
            return new Left(budget.getQuota(), false);
        }
        long back = Math.min(budget.getQuota(), told + 1);
        return new Left(back, back < budget.getQuota());
    }

    /** {@code 7}, or {@code at least 7}. */
    @Override
    public String toString() {
        return least ? "at least " + units : Long.toString(units);
    }
}
