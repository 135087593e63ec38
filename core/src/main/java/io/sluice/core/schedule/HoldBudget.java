package io.sluice.core.schedule;

import io.sluice.core.meter.Debit;
import io.sluice.core.provider.Cost;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scope key that holds close: provider, egress, credential, or credential and endpoint. It has no quota.
 *
 * <p>When it opens again after {@link #probeNext()}, one call goes through alone and the others wait for its outcome.
 */
final class HoldBudget extends Budget {
    private static final Debit NOTHING = new Debit(1, 0);

    /** Who is away answers soon or not at all: after so long the next call goes, in ms. */
    private static final long SLOW = 5_000;

    private static final List<Doubt> DOUBTS = List.of(Doubt.values());

    private Doubt doubt = Doubt.NONE;

    private @Nullable Debit probe;
    /** Epoch ms before which the probe does not leave: tells after a restart which call it is. */
    private long probeAt;

    /** Why calls go one by one; kept by its place. */
    private enum Doubt {
        NONE,
        /** Nobody knows how much is free behind it. */
        REFUSED,
        /** It was the credential that was not let in, no want of budget. */
        FORBIDDEN,
        /** It was trouble, which a slow answer shows to be over as well. */
        TROUBLE
    }

    HoldBudget(BudgetId id) {
        super(id);
    }

    @Override
    long openAt(long units, long now) {
        if (probe == null) {
            return now;
        }
        return doubt == Doubt.TROUBLE ? Math.max(now, probeAt + SLOW) : Scheduler.NEVER;
    }

    @Override
    Wait.Why why(long now) {
        return Wait.Why.HOLD;
    }

    @Override
    Debit spend(Cost cost, long notBefore) {
        if (!probing()) {
            return NOTHING;
        }
        probe = new Debit(1, notBefore);
        probeAt = notBefore;
        dirty = true;
        return probe;
    }

    /** From its next opening on, calls go one by one until one has passed. */
    void probeNext() {
        probeFor(Doubt.REFUSED);
    }

    /** The same after trouble, unless there is another doubt already; the next call does not wait for a slow one. */
    void probeTrouble() {
        if (!probing()) {
            probeFor(Doubt.TROUBLE);
        }
    }

    /**
     * The same, since the credential may not go there. A new secret ends that, unless something else had closed it as
     * well.
     */
    void forbid(long now) {
        probeFor(closedUntil() <= now ? Doubt.FORBIDDEN : Doubt.REFUSED);
    }

    private void probeFor(Doubt why) {
        doubt = why;
        dirty = true;
    }

    boolean isForbidden() {
        return doubt == Doubt.FORBIDDEN;
    }

    boolean probing() {
        return doubt != Doubt.NONE;
    }

    /** The doubt is over: calls go freely. */
    void trust() {
        dirty |= probing();
        doubt = Doubt.NONE;
        forgetProbe();
    }

    @Override
    void settle(Debit debit, Spent spent, long sentAt, long answeredAt) {
        giveBack(debit);
    }

    @Override
    void giveBack(Debit debit) {
        if (debit == probe) {
            forgetProbe();
        }
    }

    /** Opens it, and the doubt is over. */
    void lift() {
        open();
        trust();
    }

    private void forgetProbe() {
        dirty |= probe != null;
        probe = null;
        probeAt = 0;
    }

    @Override
    Debit resume(Cost cost, long notBefore) {
        return probing() && probe == null && notBefore == probeAt ? spend(cost, notBefore) : NOTHING;
    }

    @Override
    void passed(long sentAt) {
        super.passed(sentAt);
        if (probing() && sentAt >= closedUntil()) {
            trust();
        }
    }

    @Override
    boolean hasLeft(long now) {
        return true;
    }

    @Override
    boolean ownIdle(long now) {
        return !probing() && probe == null;
    }

    @Override
    long[] saveOwn() {
        return new long[] {DOUBTS.indexOf(doubt), probeAt};
    }

    @Override
    void restoreOwn(long[] saved) {
        doubt = saved[0] < DOUBTS.size() ? DOUBTS.get((int) saved[0]) : Doubt.REFUSED; // that of a later version
        probeAt = saved.length > 1 ? saved[1] : 0;
    }
}
