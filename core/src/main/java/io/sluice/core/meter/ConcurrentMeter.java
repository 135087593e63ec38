package io.sluice.core.meter;

/** Calls at the same time. A call counts from its decision until its outcome. */
final class ConcurrentMeter implements Meter {
    private final Quota quota;
    private long inFlight;

    ConcurrentMeter(long quota) {
        this.quota = new Quota(quota);
    }

    @Override
    public long freeAt(long cost, long at) {
        return inFlight + quota.taken(cost) <= quota.units() ? at : UNKNOWN;
    }

    @Override
    public void spend(Debit debit) {
        debit.taken = quota.taken(debit.cost());
        inFlight += debit.taken;
    }

    @Override
    public void settle(Debit debit, long sentAt, long answeredAt) {
        inFlight -= debit.taken;
    }

    @Override
    public void giveBack(Debit debit) {
        inFlight -= debit.taken;
    }

    @Override
    public void hear(Word word, Debit debit, long answeredAt) {
        quota.hear(word);
    }

    @Override
    public long used(long now) {
        return inFlight;
    }

    @Override
    public long inFlight() {
        return inFlight;
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
    public long[] save() {
        return new long[] {quota.units()};
    }

    @Override
    public void restore(long[] saved) {
        quota.units(saved[0]);
    }

    @Override
    public void resume(Debit debit) {
        spend(debit);
    }
}
