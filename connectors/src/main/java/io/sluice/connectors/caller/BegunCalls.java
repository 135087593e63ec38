package io.sluice.connectors.caller;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import io.netty.util.collection.LongObjectHashMap;
import io.sluice.schemas.ApiCall;
import java.security.SecureRandom;

/**
 * The calls that were taken up, kept at least until their leases end and at most as many as two sets hold. On the event loop
 * alone.
 *
 * <p>Hashes stand for their keys, which at full speed would take 25 MB and be old when they are dropped. They are 64 bits of a
 * function with a secret key (SipHash-2-4), so nobody can choose ids that share one; that two of 200,000 do by chance is one in
 * a thousand million. The second is then not made and ends with its lease, as a lost call does.
 */
final class BegunCalls {
    private final int most;
    private final HashFunction hash;
    private LongObjectHashMap<Boolean> newer = new LongObjectHashMap<>();
    private LongObjectHashMap<Boolean> older = new LongObjectHashMap<>();
    private long newerUntil = Long.MIN_VALUE;
    private long olderUntil = Long.MIN_VALUE;

    /** @param most calls in each of the two sets */
    BegunCalls(int most) {
        SecureRandom random = new SecureRandom();
        this.most = most;
        this.hash = Hashing.sipHash24(random.nextLong(), random.nextLong());
    }

    /** Takes note of a call; returns whether it is the first of its id within its lease. */
    boolean first(ApiCall call, long now) {
        boolean full = newer.size() >= most;
        if (full || (now > olderUntil && !newer.isEmpty())) {
            LongObjectHashMap<Boolean> forgotten = older;
            older = newer;
            olderUntil = newerUntil;
            forgotten.clear();
            newer = forgotten;
            newerUntil = Long.MIN_VALUE;
        }
        if (now > olderUntil) {
            older.clear();
        }
        long id = hashOf(call);
        if (older.containsKey(id) || newer.put(id, Boolean.TRUE) != null) {
            return false;
        }
        newerUntil = Math.max(newerUntil, Leases.endOf(call));
        return true;
    }

    /** Of {@link CallKey}'s parts; no provider's name has a blank. */
    private long hashOf(ApiCall call) {
        return hash.newHasher()
                .putUnencodedChars(call.getProvider())
                .putChar(' ')
                .putUnencodedChars(call.getCallId())
                .hash()
                .asLong();
    }
}
