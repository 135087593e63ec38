package io.sluice.core.meter;

/**
 * Calls at the same time. A call counts from its decision until its outcome.
 *
 * <p>A word tells the quota only: what others have in flight ends at an instant that nobody tells.
 */
final class ConcurrentMeter implements Meter {
    private final Quota quota;
    private final Flying flying = new Flying();
    /** When a quota was told last, epoch ms. */
    private long toldAt;

    ConcurrentMeter(Quota quota) {
        this.quota = quota;
    }

    @Override
    public long freeAt(long cost, long at) {
        return flying.units() + quota.needed(cost) <= quota.units() ? at : UNKNOWN;
    }

    @Override
    public void spend(Debit debit) {
        debit.taken = quota.taken(debit.cost());
        flying.add(debit);
    }

    @Override
    public void settle(Debit debit, long units, long sentAt, long answeredAt) {
        flying.remove(debit);
    }

    @Override
    public void giveBack(Debit debit) {
        flying.remove(debit);
    }

    @Override
    public void hear(Word word, Debit debit, long sentAt, long answeredAt) {
        quota.hear(word);
        toldAt = Math.max(toldAt, answeredAt);
    }

    @Override
    public long used(long now) {
        return flying.units();
    }

    @Override
    public long inFlight() {
        return flying.units();
    }

    @Override
    public long quota() {
        return quota.units();
    }

    @Override
    public long opensAt(long now) {
        return UNKNOWN;
    }

    @Override
    public boolean idle(long now) {
        return flying.isEmpty() && quota.isForgettable(toldAt, now);
    }

    @Override
    public long[] save() {
        return new long[] {Saved.CONCURRENT, quota.save(), quota.asDeclared() ? 0 : toldAt};
    }

    @Override
    public void restore(long[] saved) {
        Saved.check(saved, Saved.CONCURRENT, 3, 0);
        quota.restore(saved[1]);
        toldAt = saved[2];
    }

    @Override
    public void resume(Debit debit) {
        spend(debit);
    }
}
