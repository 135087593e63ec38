package io.sluice.core.schedule;

import io.sluice.core.credential.Credential;
import io.sluice.core.meter.Debit;
import io.sluice.core.provider.Cost;

/** How carefully calls go while their limits are learned. The learner counts those in flight; here it is only asked. */
final class PaceBudget extends Budget {
    private static final Debit NOTHING = new Debit(1, 0);

    final Learning learning;
    private final String endpoint;
    private final Credential credential;

    /**
     * @param credential of a call that stands for all at the endpoint that are counted together with it
     */
    PaceBudget(BudgetId id, Learning learning, String endpoint, Credential credential) {
        super(id);
        this.learning = learning;
        this.endpoint = endpoint;
        this.credential = credential;
    }

    @Override
    long openAt(long units, long now) {
        if (learning.admits(endpoint, credential)) {
            return now;
        }
        learning.refuses(this);
        return Scheduler.NEVER;
    }

    /** Whether it is known that calls at the same time are counted: then their budget says whose place can be taken. */
    @Override
    boolean succeeds(Cost cost, long now) {
        return closedUntil() <= now && learning.isCrowdKnown(endpoint, credential);
    }

    /** Takes over until when the learner lets no call leave. */
    void shut() {
        open();
        close(learning.pace(endpoint, credential).shutUntil(), "a call was refused, and its limit is being learned");
    }

    @Override
    String limitName() {
        return "being-learned";
    }

    @Override
    Wait.Why why(long now) {
        return closedUntil() > now ? Wait.Why.HOLD : Wait.Why.BUDGET;
    }

    @Override
    Debit spend(Cost cost, long notBefore) {
        return NOTHING;
    }

    @Override
    void settle(Debit debit, Spent spent, long sentAt, long answeredAt) {}

    @Override
    void giveBack(Debit debit) {}

    @Override
    Debit resume(Cost cost, long notBefore) {
        return NOTHING;
    }

    @Override
    boolean hasLeft(long now) {
        return openAt(1, now) <= now;
    }

    @Override
    boolean ownIdle(long now) {
        return true;
    }

    @Override
    long[] saveOwn() {
        return new long[0];
    }

    @Override
    void restoreOwn(long[] saved) {}
}
