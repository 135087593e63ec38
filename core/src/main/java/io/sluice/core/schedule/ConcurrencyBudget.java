package io.sluice.core.schedule;

import io.sluice.core.meter.AnswerTime;
import io.sluice.core.meter.Debit;
import io.sluice.core.provider.Cost;

/**
 * The calls of a provider in flight at one egress.
 *
 * <p>The caller holds to the provider's number exactly. Here more may be ordered, so that the next calls lie at the
 * caller when the present ones end, instead of going round by way of two topics: as many as the caller works off in
 * {@link AnswerTime#AHEAD_MILLIS} at the pace of the latest answers.
 */
final class ConcurrencyBudget extends Budget {
    private static final Debit CALL = new Debit(1, 0);
    /** Of a call from before a restart. */
    private static final Debit RESUMED = new Debit(1, 0);

    private final long concurrency;
    private long inFlight;
    /** Calls from before a restart. They do not count as long as their caller may be gone as well. */
    private long resumed;

    private boolean countsResumed;
    private final AnswerTime answers = new AnswerTime();

    ConcurrencyBudget(BudgetId id, long concurrency) {
        super(id);
        this.concurrency = concurrency;
    }

    long concurrency() {
        return concurrency;
    }

    @Override
    long openAt(long units, long now) {
        return counted() < ordered() ? now : Scheduler.NEVER;
    }

    private long counted() {
        return countsResumed ? inFlight + resumed : inFlight;
    }

    /** A call came too late though it had time: the caller lives and is busy with those from before. Returns whether there are any. */
    boolean countResumed() {
        boolean news = !countsResumed && resumed > 0;
        countsResumed |= news;
        return news;
    }

    private long ordered() {
        return concurrency + answers.ahead(concurrency);
    }

    @Override
    Wait.Why why(long now) {
        return Wait.Why.CONCURRENCY;
    }

    @Override
    Debit spend(Cost cost, long notBefore) {
        inFlight++;
        return CALL;
    }

    @Override
    void settle(Debit debit, Spent spent, long sentAt, long answeredAt) {
        giveBack(debit);
        if (debit != RESUMED) {
            answers.took(sentAt, answeredAt);
        }
    }

    @Override
    void giveBack(Debit debit) {
        if (debit == RESUMED) {
            resumed--;
        } else {
            inFlight--;
        }
    }

    @Override
    Debit resume(Cost cost, long notBefore) {
        resumed++;
        return RESUMED;
    }

    @Override
    boolean hasLeft(long now) {
        return counted() < ordered();
    }

    @Override
    boolean ownIdle(long now) {
        return inFlight == 0 && resumed == 0;
    }

    @Override
    long[] saveOwn() {
        return new long[0];
    }

    @Override
    void restoreOwn(long[] saved) {}
}
