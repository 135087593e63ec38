package io.sluice.core.meter;

/**
 * A bucket that is refilled evenly.
 *
 * <p>The level is kept in units of 1/per of a token, so that each ms adds exactly {@code quota} and nothing is rounded.
 * Where inside its flight a call arrives is not known, and a full bucket takes no refill; so a call is set aside at the
 * decision and taken out at the answer, the latest instant at which it can have arrived. The level is then never above
 * that of any provider that saw the same calls.
 */
final class BucketMeter implements Meter {
    private final long per;
    private final Quota quota;
    /** Tokens × per at {@link #since}, those of calls in flight included. */
    private long level;

    private long since;
    private long inFlight;

    BucketMeter(long quota, long perMillis) {
        this.per = perMillis;
        this.quota = new Quota(quota);
        this.level = full();
    }

    @Override
    public long freeAt(long cost, long at) {
        long needed = Math.multiplyExact(quota.taken(cost) + inFlight, per);
        if (needed > full()) {
            return UNKNOWN;
        }
        long missing = needed - level(at);
        return missing <= 0 ? at : Math.max(at, since) + ceilDiv(missing, quota.units());
    }

    @Override
    public void spend(Debit debit) {
        debit.taken = quota.taken(debit.cost());
        inFlight += debit.taken;
    }

    @Override
    public void settle(Debit debit, long sentAt, long answeredAt) {
        inFlight -= debit.taken;
        advance(answeredAt);
        level -= debit.taken * per;
    }

    @Override
    public void giveBack(Debit debit) {
        inFlight -= debit.taken;
    }

    @Override
    public void hear(Word word, Debit debit, long answeredAt) {
        if (word.remaining().isPresent()) {
            long told = Math.addExact(word.remaining().getAsLong(), inFlight);
            if (told < quota.units()) {
                advance(answeredAt);
                level = Math.min(level, (told + 1) * per - 1);
            }
        }
    }

    @Override
    public long used(long now) {
        return quota.units() - Math.floorDiv(level(now), per) + inFlight;
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
        return level(now) >= full() ? UNKNOWN : freeAt(1, now);
    }

    @Override
    public long[] save() {
        return new long[] {level, since};
    }

    @Override
    public void restore(long[] saved) {
        level = saved[0];
        since = saved[1];
    }

    @Override
    public void resume(Debit debit) {
        spend(debit);
    }

    private long full() {
        return Math.multiplyExact(quota.units(), per);
    }

    private long level(long at) {
        if (at <= since) {
            return level;
        }
        long elapsed = at - since;
        long untilFull = ceilDiv(full() - level, quota.units());
        return elapsed >= untilFull ? full() : level + elapsed * quota.units();
    }

    private void advance(long at) {
        level = level(at);
        since = Math.max(since, at);
    }

    private static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
