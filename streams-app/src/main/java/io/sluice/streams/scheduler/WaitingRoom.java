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
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait, as the retry topics keep them.
 *
 * <p>A request is parked by one record to a retry topic, and is in that topic's store at once: until the record is read back may
 * take long, and to hold a million bodies in memory so long would be too much. What is read back of this task's own says nothing
 * new. A store is thrown away with whatever was not committed. A request stays in the topic where it was parked first.
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
    /** How many records of a request were written and have not been read back. */
    private final Map<String, Integer> unread = new HashMap<>();

    private final Recent<DelayedRequest> recent = new Recent<>();

    /** A retry topic with its store. */
    record Topic(
            io.sluice.schemas.serde.Topic<DelayedRequest> topic, String sink, KeyValueStore<byte[], byte[]> store) {
        DelayedRequest read(byte[] value) {
            return topic.read(value);
        }

        byte @Nullable [] write(@Nullable DelayedRequest delayed) {
            return delayed == null ? null : topic.write(delayed);
        }
    }

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

    /**
     * A record of a retry topic was read.
     *
     * @param sink where it was written, if by this task
     */
    void read(String sink, byte[] key, byte @Nullable [] value) {
        String requestId = new String(key, StandardCharsets.UTF_8);
        Integer copies = unread.get(requestId);
        if (copies == null) {
            (sink.equals(budget.sink()) ? budget : backoff).store().put(key, value);
        } else if (copies == 1) {
            unread.remove(requestId);
        } else {
            unread.put(requestId, copies - 1);
        }
    }

    /** The ids of all that wait, in no order. */
    Walk walk() {
        return new Walk(List.of(budget.store().all(), backoff.store().all()));
    }

    /** A walk through the ids of a waiting room as it was when the walk began. */
    static final class Walk implements Iterator<String>, AutoCloseable {
        private final List<KeyValueIterator<byte[], byte[]>> stores;

        private Walk(List<KeyValueIterator<byte[], byte[]>> stores) {
            this.stores = stores;
        }

        @Override
        public boolean hasNext() {
            return stores.stream().anyMatch(Iterator::hasNext);
        }

        @Override
        public String next() {
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
        byte[] value = topic.write(delayed);
        out.wait(topic.sink(), requestId, value);
        topic.store().put(key(requestId), value);
        unread.merge(requestId, 1, Integer::sum);
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
