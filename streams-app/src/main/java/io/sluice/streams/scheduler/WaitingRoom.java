package io.sluice.streams.scheduler;

import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.RetryTopic;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait, as the retry topics keep them.
 *
 * <p>A request is parked by one record to a retry topic, which comes back into that topic's store when it is read. Until
 * then its body stays in memory. A request stays in the topic where it was parked first.
 */
final class WaitingRoom {
    /**
     * Key of the record by which a task sees that it has read all that was written before it took over. No request has
     * this id: ids have no control characters.
     */
    static final String BARRIER = "\u0001barrier";

    private final Topic budget;
    private final Topic backoff;
    private final Out out;
    /** What was written and has not been read back; empty where that was the end of a wait. */
    private final Map<String, Written> unread = new HashMap<>();

    private final Recent<DelayedRequest> recent = new Recent<>();

    /** A retry topic with its store. */
    record Topic(
            io.sluice.schemas.serde.Topic<DelayedRequest> topic,
            String sink,
            ReadOnlyKeyValueStore<byte[], byte[]> store) {
        DelayedRequest read(byte[] value) {
            return topic.read(value);
        }
    }

    private record Written(@Nullable DelayedRequest delayed, int copies) {}

    WaitingRoom(Topic budget, Topic backoff, Out out) {
        this.budget = budget;
        this.backoff = backoff;
        this.out = out;
    }

    /** Writes that a request waits, to the retry topic that its record names. */
    void park(String requestId, DelayedRequest delayed) {
        write(home(delayed), requestId, delayed);
    }

    /** Writes that the wait of a request is over. */
    void release(String requestId, DelayedRequest delayed) {
        write(home(delayed), requestId, null);
    }

    @Nullable
    DelayedRequest find(String requestId) {
        Written written = unread.get(requestId);
        if (written != null) {
            return written.delayed();
        }
        DelayedRequest known = recent.get(requestId);
        if (known != null) {
            return known;
        }
        byte[] key = key(requestId);
        byte[] value = budget.store().get(key);
        if (value != null) {
            return budget.read(value);
        }
        value = backoff.store().get(key);
        return value == null ? null : backoff.read(value);
    }

    /** A record of a retry topic was read back. */
    void readBack(String requestId) {
        unread.computeIfPresent(
                requestId,
                (id, written) -> written.copies() == 1 ? null : new Written(written.delayed(), written.copies() - 1));
    }

    /** The ids of all that wait, and of some that do not any more, in no order. */
    Walk walk() {
        return new Walk(List.of(budget.store().all(), backoff.store().all()), List.copyOf(unread.keySet()));
    }

    /** A walk through the ids of a waiting room as it was when the walk began. */
    static final class Walk implements Iterator<String>, AutoCloseable {
        private final List<KeyValueIterator<byte[], byte[]>> stores;
        private final Iterator<String> unread;

        private Walk(List<KeyValueIterator<byte[], byte[]>> stores, List<String> unread) {
            this.stores = stores;
            this.unread = unread.iterator();
        }

        @Override
        public boolean hasNext() {
            return unread.hasNext() || stores.stream().anyMatch(Iterator::hasNext);
        }

        @Override
        public String next() {
            if (unread.hasNext()) {
                return unread.next();
            }
            for (KeyValueIterator<byte[], byte[]> store : stores) {
                if (store.hasNext()) {
                    return new String(store.next().key, StandardCharsets.UTF_8);
                }
            }
            throw new NoSuchElementException();
        }

        @Override
        public void close() {
            stores.forEach(KeyValueIterator::close);
        }
    }

    private Topic home(DelayedRequest delayed) {
        return delayed.getParkedIn() == RetryTopic.BACKOFF ? backoff : budget;
    }

    private void write(Topic topic, String requestId, @Nullable DelayedRequest delayed) {
        out.wait(topic.sink(), requestId, delayed);
        Written written = new Written(delayed, 1);
        unread.merge(requestId, written, (before, now) -> new Written(now.delayed(), before.copies() + 1));
        if (delayed == null) {
            recent.remove(requestId);
        } else {
            recent.put(requestId, delayed, delayed);
        }
    }

    private static byte[] key(String requestId) {
        return requestId.getBytes(StandardCharsets.UTF_8);
    }
}
