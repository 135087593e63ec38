package io.sluice.core.meter;

import io.sluice.core.provider.Window.Bucket;
import java.util.OptionalLong;

/**
 * A bucket that is refilled evenly.
 *
 * <p>The level is kept in units of 1/per of a token, so that each ms adds exactly {@code quota} of them and nothing is
 * rounded. Where inside its flight a call arrives is not known, and a full bucket takes no refill; so a call is set
 * aside at the decision and taken out at its answer.
 *
 * <p>Why no provider's level L is below ours, M less the calls in flight: with capacity C, refill R per ms and D[u, t]
 * the debits within [u, t], L(t) is the least C + R (t − u) − D[u, t] over all u ≤ t. Moving a debit to a later instant
 * ≤ t adds it to more of these spans and to none fewer, so M(t) ≤ L(t) where all debits have been answered; and one that
 * has not can lower L by its cost at most. The same holds at any later instant, since M never exceeds C.
 */
final class BucketMeter implements Meter {
    private final long per;
    private final Quota quota;
    private final Flying flying = new Flying();
    /** Tokens × per at {@link #since}, those of calls in flight included. Below 0 after a call that costs more than all. */
    private long level;

    private long since;
    /**
     * Tokens × per that were taken at {@link #owedAt} and before, beyond the level. The level is not below 0 while no quota was
     * told: it is refilled by one token for each {@link #per}, so that it would be so for days.
     */
    private long owed;

    private long owedAt;
    /** The call that was settled last, and tokens × per that came back at most while it was under way. */
    private long settledFrom;

    private long settledBy;
    private long refilled;

    BucketMeter(Quota quota, long perMillis) {
        this.per = perMillis;
        this.quota = quota;
        this.level = Math.multiplyExact(quota.units(), perMillis);
    }

    @Override
    public long freeAt(long cost, long at) {
        long needed = quota.needed(cost) + flying.units();
        if (needed > quota.units()) {
            return UNKNOWN;
        }
        long from = Math.max(at, since);
        long missing = needed * per - level(from);
        return missing <= 0 ? from : from + ceilDiv(missing, quota.units());
    }

    @Override
    public void spend(Debit debit) {
        debit.taken = quota.taken(debit.cost());
        flying.add(debit);
    }

    @Override
    public void settle(Debit debit, long units, long sentAt, long answeredAt) {
        flying.remove(debit);
        settledFrom = sentAt;
        settledBy = answeredAt;
        refilled = refilled(sentAt, answeredAt);
        advance(answeredAt);
        // What no count can hold leaves it as empty as one that can.
        level = Math.max(-Bucket.MOST, level - Math.min(units, Bucket.MOST / per) * per);
        owe();
    }

    /** The API knows how much there is, and lets nobody take more than that. */
    @Override
    public long untold(long setAside) {
        return quota.isUnknown() ? setAside : Math.min(setAside, quota.units());
    }

    @Override
    public void giveBack(Debit debit) {
        flying.remove(debit);
    }

    /**
     * What is left is told in whole tokens: there may be almost one more; and as of when the call arrived, since when the
     * bucket may have been refilled. Where our level fits that, it stays; where it is above, others spend, and no more is
     * believed than that.
     */
    @Override
    public void hear(Word word, Debit debit, long sentAt, long answeredAt) {
        if (sentAt != settledFrom || answeredAt != settledBy) {
            refilled = refilled(sentAt, answeredAt);
        }
        advance(answeredAt);
        long unknown = quota.isUnknown() ? quota.units() : UNKNOWN;
        quota.hear(word);
        // One that was known and is more now is filled as any other.
        level = Math.min(full(), level + Math.max(0, quota.units() - unknown) * per);
        pay();
        OptionalLong left = quota.left(word);
        if (left.isPresent()) {
            long counted = flying.unitsBy(answeredAt);
            long told = left.getAsLong() + counted;
            long later = Math.min(since - answeredAt, per) * quota.units();
            long back = Math.min(full(), refilled + later);
            if (level >= (told + 1) * per + back) {
                level = Math.min(full(), told * per + back);
            }
        }
    }

    @Override
    public long used(long now) {
        return quota.units() - Math.floorDiv(level(now), per) + flying.units();
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
        long whole = Math.floorDiv(level(now), per) + 1;
        if (level(now) >= full() || whole > quota.units()) {
            return UNKNOWN;
        }
        return Math.max(now, since) + ceilDiv(whole * per - level(now), quota.units());
    }

    @Override
    public boolean idle(long now) {
        return flying.isEmpty() && level(now) >= full() && quota.isForgettable(since + per, now);
    }

    @Override
    public long[] save() {
        return owed == 0
                ? new long[] {Saved.BUCKET, quota.save(), per, level, since}
                : new long[] {Saved.BUCKET, quota.save(), per, level, since, owed, owedAt};
    }

    @Override
    public void restore(long[] saved) {
        Saved.check(saved, Saved.BUCKET, 5, 2);
        quota.restore(saved[1]);
        level = Math.min(full(), inPer(saved[3], saved[2]));
        since = saved[4];
        if (saved.length > 5) {
            owed = inPer(saved[5], saved[2]);
            owedAt = saved[6];
        }
        owe();
    }

    @Override
    public void resume(Debit debit) {
        spend(debit);
    }

    /** What was owed longer than a window ago has come back; that it was more than all is found out when all is told. */
    private void owe() {
        if (quota.isUnknown() && level < 0) {
            owed = Math.min(Bucket.MOST, (since - owedAt < per ? owed : 0) - level);
            owedAt = since;
            level = 0;
        }
    }

    private void pay() {
        if (!quota.isUnknown() && owed > 0) {
            level -= Math.max(0, Math.min(owed, full()) - Math.min(since - owedAt, per) * quota.units());
            owed = 0;
        }
        owe();
    }

    private long inPer(long saved, long savedPer) {
        return savedPer == per ? saved : Math.floorDiv(saved, savedPer) * per;
    }

    private long full() {
        return quota.units() * per;
    }

    private long level(long at) {
        if (at <= since || level >= full()) {
            return level;
        }
        long elapsed = at - since;
        return elapsed >= ceilDiv(full() - level, quota.units()) ? full() : level + elapsed * quota.units();
    }

    /** What came back between the two at most; before {@link #since} a full bucket is not known of. */
    private long refilled(long from, long to) {
        long unknown = Math.max(0, Math.min(since, to) - from);
        return level(to) - level(from) + Math.min(unknown, per) * quota.units();
    }

    private void advance(long at) {
        level = level(at);
        since = Math.max(since, at);
    }

    private static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
