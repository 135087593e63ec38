package io.sluice.core.meter;

import io.sluice.core.provider.Limit;

public interface Meter {
    long UNKNOWN = Long.MAX_VALUE;

    static Meter of(Limit limit) {
        return new Stub(limit.quota());
    }

    long freeAt(long cost, long now);

    void spend(Debit debit);

    void settle(Debit debit, long sentAt, long answeredAt);

    void giveBack(Debit debit);

    void hear(Word word, Debit debit, long sentAt, long answeredAt);

    long used(long now);

    long inFlight();

    long quota();

    long opensAt(long now);

    long[] save();

    void restore(long[] saved);

    void resume(Debit debit);
}
