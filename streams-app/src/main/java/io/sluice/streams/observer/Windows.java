package io.sluice.streams.observer;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * What was counted in the window of each series that is not over.
 *
 * <p>Windows are aligned to multiples of their length since the epoch; a series has one at a time.
 */
final class Windows<V> {
    /** Length of a window, in ms. */
    static final long LENGTH = 10_000;

    private final KeyValueStore<String, V> store;
    private final ToLongFunction<V> ends;
    private final Set<String> open = new HashSet<>();

    /**
     * @param ends when the window of a value ends, epoch ms
     */
    Windows(KeyValueStore<String, V> store, ToLongFunction<V> ends) {
        this.store = store;
        this.ends = ends;
        try (KeyValueIterator<String, V> all = store.all()) {
            while (all.hasNext()) {
                KeyValue<String, V> entry = all.next();
                open.add(entry.key);
            }
        }
    }

    /** The start of the window that holds an instant. */
    static long start(long at) {
        return Math.floorDiv(at, LENGTH) * LENGTH;
    }

    /** What was counted so far; null where the series has no open window. */
    @Nullable
    V find(String series) {
        return store.get(series);
    }

    void put(String series, V value) {
        store.put(series, value);
        open.add(series);
    }

    /** Takes out the windows that ended at {@code now} or before. */
    void close(long now, Consumer<V> closed) {
        open.removeIf(series -> {
            V value = store.get(series);
            boolean over = value == null || ends.applyAsLong(value) <= now;
            if (over && value != null) {
                closed.accept(value);
                store.delete(series);
            }
            return over;
        });
    }
}
