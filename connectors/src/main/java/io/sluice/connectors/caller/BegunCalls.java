package io.sluice.connectors.caller;

import io.sluice.schemas.ApiCall;
import java.util.HashSet;
import java.util.Set;

/**
 * The ids of calls that were taken up, kept at least until their leases end and at most as many as two sets hold. On the event
 * loop alone.
 */
final class BegunCalls {
    private final int most;
    private Set<String> newer = new HashSet<>();
    private Set<String> older = new HashSet<>();
    private long newerUntil = Long.MIN_VALUE;
    private long olderUntil = Long.MIN_VALUE;

    /** @param most ids in each of the two sets */
    BegunCalls(int most) {
        this.most = most;
    }

    /** Takes note of a call; returns whether it is the first of its id within its lease. */
    boolean first(ApiCall call, long now) {
        boolean full = newer.size() >= most;
        if (full || (now > olderUntil && !newer.isEmpty())) {
            Set<String> forgotten = older;
            older = newer;
            olderUntil = newerUntil;
            forgotten.clear();
            newer = forgotten;
            newerUntil = Long.MIN_VALUE;
        }
        if (older.contains(call.getCallId()) || !newer.add(call.getCallId())) {
            return false;
        }
        newerUntil = Math.max(newerUntil, Leases.endOf(call));
        return true;
    }
}
