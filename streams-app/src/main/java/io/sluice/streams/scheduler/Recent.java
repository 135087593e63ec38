package io.sluice.streams.scheduler;

import io.sluice.schemas.DelayedRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Records of requests as they were written, by id, so that most need not be read from a store and decoded again.
 *
 * <p>What comes while it is full is not taken: in a line the oldest is needed first, so to drop the oldest would be wrong.
 */
final class Recent<V> {
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    private final Map<String, Entry<V>> entries = new HashMap<>();
    private long bytes;

    private record Entry<V>(V value, long bytes) {}

    void put(String requestId, V value, DelayedRequest delayed) {
        remove(requestId);
        long size = Weights.of(delayed);
        if (bytes + size <= MOST_BYTES) {
            entries.put(requestId, new Entry<>(value, size));
            bytes += size;
        }
    }

    @Nullable
    V get(String requestId) {
        Entry<V> entry = entries.get(requestId);
        return entry == null ? null : entry.value();
    }

    void remove(String requestId) {
        Entry<V> gone = entries.remove(requestId);
        bytes -= gone == null ? 0 : gone.bytes();
    }
}
