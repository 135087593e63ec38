package io.sluice.streams.scheduler;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import java.util.HashMap;
import java.util.Map;

/**
 * Recognises almost every id that was not answered, without asking the store: looking there for what it does not have
 * took a twentieth of all time.
 *
 * <p>One Bloom filter for each half day, 1.2 MB. Behind a million answers it says so of fewer and fewer ids, and the
 * store is asked as if there were no filter. It holds the hash codes of ids: that two ids share one is rarer than its
 * false alarms.
 */
final class AnsweredIds {
    private static final int IDS = 1_000_000;
    private static final double FALSE_ALARMS = 0.01;

    private final Map<Long, BloomFilter<Integer>> byHalfDay = new HashMap<>();
    private final long knownFrom;

    /** @param knownFrom the start of the first half day of which every answer will be told here */
    AnsweredIds(long knownFrom) {
        this.knownFrom = knownFrom;
    }

    /** An answer was given in a half day; of half days more than two before it nobody asks again. */
    void add(String requestId, long halfDay) {
        BloomFilter<Integer> filter = byHalfDay.get(halfDay);
        if (filter == null) {
            byHalfDay.keySet().removeIf(start -> start < halfDay - AnswerMemory.REMEMBERED.toMillis());
            filter = BloomFilter.create(Funnels.integerFunnel(), IDS, FALSE_ALARMS);
            byHalfDay.put(halfDay, filter);
        }
        filter.put(requestId.hashCode());
    }

    /** Whether an answer may have been given in a half day. */
    boolean mayHold(String requestId, long halfDay) {
        if (halfDay < knownFrom) {
            return true;
        }
        BloomFilter<Integer> filter = byHalfDay.get(halfDay);
        return filter != null && filter.mightContain(requestId.hashCode());
    }
}
