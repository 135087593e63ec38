package io.sluice.core.schedule;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All budgets and holds of a task, made when first needed, with what was kept of them. */
final class Budgets {
    private final Map<BudgetId, Budget> live = new HashMap<>();
    private final Map<BudgetId, long[]> kept = new HashMap<>();
    private final List<Budget> touched = new ArrayList<>();

    /** What a budget was when it was last kept; it takes effect when that budget is made. */
    void resume(BudgetId id, long[] state) {
        kept.put(id, state);
    }

    /** The budget of a limit; a new one where the provider's file has changed the limit. */
    LimitBudget limit(BudgetId id, Limit limit) {
        if (live.get(id) instanceof LimitBudget budget && budget.limit.equals(limit)) {
            return budget;
        }
        return add(new LimitBudget(id, limit));
    }

    HoldBudget hold(String provider, String scopeKey) {
        return (HoldBudget) made(new BudgetId(provider, BudgetId.HOLD, scopeKey), HoldBudget::new);
    }

    /** Calls in flight; a new budget where the provider's file has changed their number. */
    ConcurrencyBudget concurrency(Provider provider, String egress) {
        BudgetId id = new BudgetId(provider.name(), BudgetId.CONCURRENCY, Keys.of("egress", egress));
        if (live.get(id) instanceof ConcurrencyBudget budget && budget.concurrency() == provider.concurrency()) {
            return budget;
        }
        return add(new ConcurrencyBudget(id, provider.concurrency()));
    }

    /** Places belong to an egress, whichever provider the calls are for. */
    PlacesBudget places(String egress) {
        return (PlacesBudget) made(new BudgetId("", BudgetId.PLACES, Keys.of("egress", egress)), PlacesBudget::new);
    }

    /** Notes that a budget's kept state may have changed. */
    void touch(Budget budget) {
        if (budget.dirty) {
            touched.add(budget);
        }
    }

    /** Says what is to be kept since the last time. */
    void keep(Decisions decisions) {
        for (Budget budget : touched) {
            if (budget.dirty) {
                budget.dirty = false;
                decisions.keep(budget.id, budget.save());
            }
        }
        touched.clear();
    }

    private Budget made(BudgetId id, Function<BudgetId, Budget> maker) {
        Budget budget = live.get(id);
        return budget != null ? budget : add(maker.apply(id));
    }

    private <B extends Budget> B add(B budget) {
        long[] state = kept.remove(budget.id);
        if (state != null) {
            restore(budget, state);
        }
        live.put(budget.id, budget);
        return budget;
    }

    /** What was kept of another kind of limit, or by another version, is not read: the budget counts from anew. */
    private static void restore(Budget budget, long[] state) {
        try {
            budget.restore(state);
        } catch (IllegalArgumentException ofAnotherKind) {
            budget.dirty = true;
        }
    }
}
