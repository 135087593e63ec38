package io.sluice.core.forecast;

import java.util.Map;
import java.util.TreeMap;

/**
 * Lets so many calls through at once, as the caller does for each provider and egress. What becomes of a call is known when
 * it is ordered, so places are booked ahead: a call takes the first one that stays free for as long as it needs it.
 */
final class Turnstile {
    private final int most;
    /** By how many the number of calls inside changes, by instant. */
    private final TreeMap<Long, Integer> changes = new TreeMap<>();

    private int inside;

    Turnstile(int most) {
        this.most = most;
    }

    /**
     * Books a place.
     *
     * @param now no call asks for a place before that any more
     * @param ready the earliest instant
     * @param took ms that the place is needed for
     * @param by no place is booked after it
     * @return when the call passes; {@link Long#MAX_VALUE} if that is after {@code by}
     */
    long enter(long now, long ready, long took, long by) {
        while (!changes.isEmpty() && changes.firstKey() <= now) {
            inside += changes.pollFirstEntry().getValue();
        }
        long needed = Math.max(1, took);
        long at = first(ready, needed);
        if (at > by) {
            return Long.MAX_VALUE;
        }
        changes.merge(at, 1, Integer::sum);
        changes.merge(at + needed, -1, Integer::sum);
        return at;
    }

    private long first(long ready, long needed) {
        int within = inside;
        long from = ready;
        boolean room = within < most;
        for (Map.Entry<Long, Integer> change : changes.entrySet()) {
            long at = change.getKey();
            if (room && at >= from + needed) {
                return from;
            }
            within += change.getValue();
            if (within >= most) {
                room = false;
            } else if (!room) {
                room = true;
                from = Math.max(ready, at);
            }
        }
        return from;
    }
}
