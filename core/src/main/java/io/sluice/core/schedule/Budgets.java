package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * All budgets and holds of a task, made when first needed, with what was kept of them.
 *
 * <p>One that no seat or lane needs lingers until a fresh one would do the same, and is forgotten then.
 */
final class Budgets {
    /** How many that linger are looked at in one event, beside some for each that was made: each is looked at twice at least. */
    private static final int LOOKED_AT = 4;

    private static final int LOOKS_FOR_EACH = 3;

    final Map<BudgetId, Budget> live = new HashMap<>();
    final Map<BudgetId, long[]> kept = new HashMap<>();
    private final List<Budget> touched = new ArrayList<>();
    private final ArrayDeque<Budget> lingering = new ArrayDeque<>();
    private long changes;
    /** How many were made since the last look. */
    private int madeLately;

    /** What a budget was when it was last kept; it takes effect when that budget is made. */
    void resume(BudgetId id, long[] state) {
        kept.put(id, state);
    }

    /** Makes what was kept of a provider, so that it can be forgotten in its time. */
    void revive(Provider provider) {
        Map<String, Limit> limits = new HashMap<>();
        for (Endpoint endpoint : provider.endpoints()) {
            endpoint.limits().forEach(limit -> limits.put(limit.name(), limit));
        }
        for (BudgetId id : List.copyOf(kept.keySet())) {
            if (id.provider().equals(provider.name())) {
                Limit limit = limits.get(id.limit());
                if (limit != null) {
                    limit(id, limit);
                } else if (id.limit().equals(BudgetId.HOLD)) {
                    hold(id.provider(), id.scopeKey());
                }
            }
        }
    }

    /** The budgets of these ids, as far as they exist. */
    List<Budget> live(List<BudgetId> ids) {
        return ids.stream().map(live::get).filter(Objects::nonNull).toList();
    }

    /** The budget of a limit; where the provider's file has changed the limit, a new one that takes over what was counted. */
    LimitBudget limit(BudgetId id, Limit limit) {
        if (!(live.get(id) instanceof LimitBudget budget)) {
            return add(new LimitBudget(id, limit));
        }
        if (budget.limit.equals(limit)) {
            return budget;
        }
        kept.put(id, budget.save());
        LimitBudget changed = add(new LimitBudget(id, limit));
        // A bucket that is smaller now holds less, and so it does after a restart.
        changed.dirty = true;
        touch(changed);
        return changed;
    }

    HoldBudget hold(String provider, ScopeKey scopeKey) {
        return (HoldBudget) made(new BudgetId(provider, BudgetId.HOLD, scopeKey), HoldBudget::new);
    }

    /** Calls in flight; a new budget where the provider's file has changed their number. */
    ConcurrencyBudget concurrency(Provider provider, String egress) {
        BudgetId id = new BudgetId(provider.name(), BudgetId.CONCURRENCY, ScopeKey.of(Dimension.Fixed.EGRESS, egress));
        if (live.get(id) instanceof ConcurrencyBudget budget && budget.concurrency() == provider.concurrency()) {
            return budget;
        }
        return add(new ConcurrencyBudget(id, provider.concurrency()));
    }

    /** How carefully calls of an endpoint go that are counted together with one with that credential. */
    PaceBudget pace(Provider provider, Learning learning, String endpoint, Credential credential) {
        BudgetId id = paceId(provider, learning, endpoint, credential);
        return livePace(id, learning).orElseGet(() -> {
            PaceBudget made = add(new PaceBudget(id, learning, endpoint, credential));
            made.shut();
            return made;
        });
    }

    /** The same, where one was made already. */
    Optional<PaceBudget> livePace(Provider provider, Learning learning, String endpoint, Credential credential) {
        return livePace(paceId(provider, learning, endpoint, credential), learning);
    }

    private Optional<PaceBudget> livePace(BudgetId id, Learning learning) {
        Budget budget = live.get(id);
        return budget instanceof PaceBudget pace && pace.learning == learning ? Optional.of(pace) : Optional.empty();
    }

    private static BudgetId paceId(Provider provider, Learning learning, String endpoint, Credential credential) {
        ScopeKey key = learning.pace(endpoint, credential).scopeKey();
        boolean ofEndpoint = key.value(Dimension.Fixed.ENDPOINT).isPresent();
        return new BudgetId(
                provider.name(), BudgetId.PACE, ofEndpoint ? key : key.and(Dimension.Fixed.ENDPOINT, endpoint));
    }

    /** Places belong to an egress, whichever provider the calls are for. */
    PlacesBudget places(String egress) {
        return (PlacesBudget)
                made(new BudgetId("", BudgetId.PLACES, ScopeKey.of(Dimension.Fixed.EGRESS, egress)), PlacesBudget::new);
    }

    /** A seat or lane needs these. */
    void use(List<Budget> budgets) {
        budgets.forEach(budget -> budget.users++);
    }

    /** A seat or lane needs these no more. */
    void release(Iterable<Budget> budgets) {
        for (Budget budget : budgets) {
            budget.users--;
            linger(budget);
        }
    }

    /** Notes that a budget's kept state may have changed. */
    void touch(Budget budget) {
        if (budget.dirty) {
            touched.add(budget);
            budget.changedAt = ++changes;
        }
    }

    /** How many changes of budgets there were. */
    long changes() {
        return changes;
    }

    /** Says what is to be kept since the last time, and what need not be kept any more. */
    void keep(Decisions decisions, long now) {
        for (Budget budget : touched) {
            if (budget.dirty && live.get(budget.id) == budget) {
                decisions.keep(budget.id, budget.save());
            }
            budget.dirty = false;
        }
        touched.clear();
        int looks = LOOKED_AT + LOOKS_FOR_EACH * madeLately;
        madeLately = 0;
        for (int i = Math.min(looks, lingering.size()); i > 0; i--) {
            Budget budget = lingering.remove();
            budget.lingers = false;
            if (live.get(budget.id) == budget) {
                if (budget.users == 0 && budget.idle(now)) {
                    live.remove(budget.id);
                    decisions.forget(budget.id);
                } else {
                    linger(budget);
                }
            }
        }
    }

    private void linger(Budget budget) {
        if (budget.users == 0 && !budget.lingers) {
            budget.lingers = true;
            lingering.add(budget);
        }
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
        madeLately++;
        linger(budget);
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
