package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.Standing;

/**
 * What the scheduler wants done. Each method is called while the event is handled that led to it; whoever implements it
 * must not call the scheduler.
 */
public interface Decisions {
    /** A call is to be made; its budgets are debited. */
    void call(Call call);

    /** A request cannot go now. It is said once when it begins to wait, and again when it waits after a call. */
    void park(Wait wait);

    /** A request has its answer. */
    void answer(Ending ending);

    /** The kept part of a budget or hold changed. */
    void keep(BudgetId budget, long[] state);

    /** A budget or hold is as good as new, so that nothing of it need be kept. */
    void forget(BudgetId budget);

    /** The standing of a credential changed. */
    void keep(Credential credential, Standing standing);

    /** Something that a person should know. */
    void alert(Alert alert);
}
