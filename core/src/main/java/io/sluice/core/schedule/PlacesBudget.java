package io.sluice.core.schedule;

import io.sluice.core.meter.Debit;
import io.sluice.core.provider.Cost;

/** The places that a caller of one egress has announced to this task: no announcement, no calls. */
final class PlacesBudget extends Budget {
    private static final Debit PLACE = new Debit(1, 0);

    private String caller = "";
    private long announced;
    private long announcedAt;
    private long taken;

    PlacesBudget(BudgetId id) {
        super(id);
    }

    /** A caller's word; returns whether anything opened. The newest caller is the owner of the partition. */
    boolean announce(String who, long places, long now) {
        if (places == 0 && !who.equals(caller)) {
            return false;
        }
        boolean opened = places > announced || absent(now);
        caller = who;
        announced = places;
        announcedAt = now;
        return opened;
    }

    boolean absent(long now) {
        return announced == 0 || now - announcedAt > Settings.BELIEVED_MILLIS;
    }

    long taken() {
        return taken;
    }

    @Override
    long openAt(long units, long now) {
        return !absent(now) && taken < announced ? now : Scheduler.NEVER;
    }

    @Override
    Wait.Why why(long now) {
        return absent(now) ? Wait.Why.CALLER_ABSENT : Wait.Why.CALLER_BUSY;
    }

    @Override
    Debit spend(Cost cost, long notBefore) {
        taken++;
        return PLACE;
    }

    @Override
    void settle(Debit debit, Spent spent, long sentAt, long answeredAt) {
        taken--;
    }

    @Override
    void giveBack(Debit debit) {
        taken--;
    }

    @Override
    Debit resume(Cost cost, long notBefore) {
        return spend(cost, notBefore);
    }

    @Override
    boolean hasLeft(long now) {
        return taken < announced;
    }

    @Override
    boolean ownIdle(long now) {
        return false;
    }

    @Override
    long[] saveOwn() {
        return new long[0];
    }

    @Override
    void restoreOwn(long[] saved) {}
}
