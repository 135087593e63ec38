package io.sluice.core.meter;

/**
 * A sliding window: a slot is free one window after the answer of the call that took it, the latest instant at which it
 * can have arrived.
 *
 * <p>Why no span of W holds more than the quota: take the call among those that arrived in it which was decided last, to
 * leave at n. Each of the others arrived after n − W, so it was answered after n − W or not at all, and was counted then.
 */
final class SlidingMeter implements Meter {
    private final long per;
    private final Quota quota;
    private final Flying flying = new Flying();
    /** Units by the instant of their answer. */
    private final Runs answered = new Runs();

    SlidingMeter(Quota quota, long perMillis) {
        this.per = perMillis;
        this.quota = quota;
    }

    @Override
    public long freeAt(long cost, long at) {
        long excess = answered.total() + flying.units() + quota.needed(cost) - quota.units();
        if (excess <= 0) {
            return at;
        }
        long last = answered.reached(excess);
        return last == UNKNOWN ? UNKNOWN : Math.max(at, last + per);
    }

    @Override
    public void spend(Debit debit) {
        debit.taken = quota.taken(debit.cost());
        flying.add(debit);
    }

    /**
     * Runs that ended before the call was sent and any in flight may leave are forgotten; those that ended later an answer
     * may still have counted. Where there is no room for so many, the call's own answer alone counts.
     */
    @Override
    public void settle(Debit debit, long units, long sentAt, long answeredAt) {
        flying.remove(debit);
        if (answered.oldestAfter(Long.MIN_VALUE) <= sentAt - per) {
            boolean full = answered.size() == Runs.MOST;
            answered.forget((full ? sentAt : Math.min(sentAt, flying.earliestFrom(Long.MIN_VALUE))) - per);
        }
        answered.add(answeredAt, units);
    }

    @Override
    public void giveBack(Debit debit) {
        flying.remove(debit);
    }

    @Override
    public void hear(Word word, Debit debit, long sentAt, long answeredAt) {
        quota.hear(word);
        long ours = answered.unitsAfter(sentAt - per) + flying.unitsBy(answeredAt);
        answered.insert(spentBy(word, sentAt, answeredAt), quota.foreign(word, ours));
    }

    /** What others spent is free again one window after this: by the told end, where there is one. */
    private long spentBy(Word word, long sentAt, long answeredAt) {
        boolean ends = word.tellsReset() && word.resetTo() >= sentAt;
        return ends ? Math.min(answeredAt, word.resetTo() - per) : answeredAt;
    }

    @Override
    public long used(long now) {
        return answered.unitsAfter(now - per) + flying.units();
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
        long oldest = answered.oldestAfter(now - per);
        return oldest == UNKNOWN ? UNKNOWN : oldest + per;
    }

    @Override
    public boolean idle(long now) {
        boolean over = flying.isEmpty() && answered.unitsAfter(now - per) == 0;
        return over && quota.isForgettable(answered.newest() + per, now);
    }

    @Override
    public long[] save() {
        long[] saved = new long[2 + 2 * answered.size()];
        saved[0] = Saved.SLIDING;
        saved[1] = quota.save();
        answered.save(saved, 2);
        return saved;
    }

    @Override
    public void restore(long[] saved) {
        Saved.check(saved, Saved.SLIDING, 2, 2);
        quota.restore(saved[1]);
        for (int i = 2; i < saved.length; i += 2) {
            answered.add(saved[i], saved[i + 1]);
        }
    }

    @Override
    public void resume(Debit debit) {
        spend(debit);
    }
}
