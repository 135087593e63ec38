package io.sluice.core.meter;

@SuppressWarnings("MissingOverride")
final class Stub implements Meter {
    final long quota;
    long used;

    Stub(long quota) {
        this.quota = quota;
    }

    public long freeAt(long cost, long now) {
        return used + cost <= quota ? now : UNKNOWN;
    }

    public void spend(Debit debit) {
        used += debit.cost();
    }

    public void settle(Debit debit, long sentAt, long answeredAt) {
        used -= debit.cost();
    }

    public void giveBack(Debit debit) {
        used -= debit.cost();
    }

    public void hear(Word word, Debit debit, long sentAt, long answeredAt) {}

    public long used(long now) {
        return used;
    }

    public long inFlight() {
        return used;
    }

    public long quota() {
        return quota;
    }

    public long opensAt(long now) {
        return UNKNOWN;
    }

    public long[] save() {
        return new long[0];
    }

    public void restore(long[] saved) {}

    public void resume(Debit debit) {
        spend(debit);
    }
}
