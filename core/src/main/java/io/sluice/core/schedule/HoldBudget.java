package io.sluice.core.schedule;

import io.sluice.core.meter.Debit;
import io.sluice.core.provider.Cost;
import org.jspecify.annotations.Nullable;

/**
 * A scope key that holds close: provider, egress, credential, or credential and endpoint. It has no quota.
 *
 * <p>When it opens again after {@link #probeNext()}, one call goes through alone and the others wait for its outcome.
 */
final class HoldBudget extends Budget {
    private static final Debit NOTHING = new Debit(1, 0);

    private static final int PROBING = 1;
    private static final int FORBIDDEN = 2;
    private static final int TROUBLED = 3;

    /** Who is away answers soon or not at all: after so long the next call goes, in ms. */
    private static final long SLOW = 5_000;

    private boolean probing;
    /** Whether it was the credential that was not let in, no want of budget. */
    private boolean forbidden;
    /** Whether it was trouble, which a slow answer shows to be over as well. */
    private boolean troubled;

    private @Nullable Debit probe;
    /** Epoch ms before which the probe does not leave: tells after a restart which call it is. */
    private long probeAt;

    HoldBudget(BudgetId id) {
        super(id);
    }

    @Override
    long openAt(long units, long now) {
        if (probe == null) {
            return now;
        }
        return troubled ? Math.max(now, probeAt + SLOW) : Scheduler.NEVER;
    }

    @Override
    Wait.Why why(long now) {
        return Wait.Why.HOLD;
    }

    @Override
    Debit spend(Cost cost, long notBefore) {
        if (!probing) {
            return NOTHING;
        }
        probe = new Debit(1, notBefore);
        probeAt = notBefore;
        dirty = true;
        return probe;
    }

    /** From its next opening on, calls go one by one until one has passed. */
    void probeNext() {
        probing = true;
        forbidden = false;
        troubled = false;
        dirty = true;
    }

    /** The same after trouble, unless there is another doubt already; no call is waited for for long. */
    void probeTrouble() {
        if (!probing) {
            probeNext();
            troubled = true;
        }
    }

    /** The same, since the credential may not go there: another secret may. */
    void forbid() {
        probeNext();
        forbidden = true;
    }

    boolean isForbidden() {
        return forbidden;
    }

    boolean probing() {
        return probing;
    }

    /** The doubt is over: calls go freely. */
    void trust() {
        dirty |= probing;
        probing = false;
        forbidden = false;
        troubled = false;
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

    private void forgetProbe() {
        dirty |= probe != null;
        probe = null;
        probeAt = 0;
    }

    @Override
    Debit resume(Cost cost, long notBefore) {
        return probing && probe == null && notBefore == probeAt ? spend(cost, notBefore) : NOTHING;
    }

    @Override
    void passed(long sentAt) {
        super.passed(sentAt);
        if (probing && sentAt >= closedUntil()) {
            trust();
        }
    }

    @Override
    boolean hasLeft(long now) {
        return true;
    }

    @Override
    boolean ownIdle(long now) {
        return !probing && probe == null;
    }

    @Override
    long[] saveOwn() {
        int doubt = troubled ? TROUBLED : forbidden ? FORBIDDEN : PROBING;
        return new long[] {probing ? doubt : 0, probeAt};
    }

    @Override
    void restoreOwn(long[] saved) {
        probing = saved[0] != 0;
        forbidden = saved[0] == FORBIDDEN;
        troubled = saved[0] == TROUBLED;
        probeAt = saved.length > 1 ? saved[1] : 0;
    }
}
