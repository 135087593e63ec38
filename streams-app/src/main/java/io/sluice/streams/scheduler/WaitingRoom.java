package io.sluice.streams.scheduler;

import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.RetryTopic;
import io.sluice.schemas.serde.UnknownSchemaException;
import io.sluice.schemas.serde.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The requests that wait, as the retry topics keep them. A request stays in the topic where it was parked first.
 *
 * <p>A request is parked by one record to a retry topic, and is in that topic's store at once: reading the record back
 * may take long, and a million bodies would be too much to hold in memory so long. A store is thrown away with whatever
 * was not committed.
 *
 * <p>A task that takes over reads first what its predecessor wrote last. If it ends before, its stores lack that, and
 * nothing would tell: where a task writes to the log of a store, Kafka Streams takes the last offset that it wrote for
 * one that the store has (4.2.2, {@code StreamTask.checkpointableOffsets}). So the stores themselves say that they lack
 * it.
 */
final class WaitingRoom {
    /**
     * Key of the record by which a task sees that it has read all that was written before it took over. No request has
     * this id: ids have no control characters.
     */
    static final String BARRIER = "\u0001barrier";

    /** Key that stands in a store while it lacks what the predecessor wrote last; in the store alone, not in its log. */
    private static final byte[] BEHIND = key("\u0001behind");

    /** How a record of ours begins where it is Avro. */
    private static final byte MAGIC = 0;

    private final Topic budget;
    private final Topic backoff;
    private final Out out;
    /** Requests that this task wrote before it had read everything that its predecessor wrote. */
    private final Set<String> writtenMeanwhile = new HashSet<>();
    /** Requests that it wrote since the walk began; null while there is no walk. */
    private @Nullable Set<String> writtenSinceWalk;

    private boolean behind;
    private final Recent<DelayedRequest> recent = new Recent<>();

    /** A retry topic with its store. */
    record Topic(
            io.sluice.schemas.serde.Topic<DelayedRequest> topic, String sink, KeyValueStore<byte[], byte[]> store) {
        /** Null for what is no record of ours; what begins as one and cannot be read ends the task, so that nobody is lost. */
        @Nullable
        DelayedRequest read(byte[] value) {
            try {
                return topic.read(value);
            } catch (UnknownSchemaException mayCome) {
                throw mayCome;
            } catch (UnreadableRecordException e) {
                if (value.length > 0 && value[0] == MAGIC) {
                    throw new UnreadableWaitException(topic.name(), e);
                }
                return null;
            }
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

    /** Where this task writes to the retry topics. */
    Set<String> sinks() {
        return Set.of(budget.sink(), backoff.sink());
    }

    /** Takes over; returns false where the stores lack what was written while another task owned them, and must be made anew. */
    boolean takeOver() {
        boolean whole = budget.store().get(BEHIND) == null;
        budget.store().put(BEHIND, new byte[0]);
        behind = true;
        return whole;
    }

    /** All that the predecessor wrote was read. */
    void caughtUp() {
        if (behind) {
            behind = false;
            budget.store().delete(BEHIND);
            writtenMeanwhile.clear();
        }
    }

    /** Writes that a request waits, to the retry topic that its record names. */
    void park(String requestId, DelayedRequest delayed) {
        write(home(delayed), requestId, delayed);
    }

    /** Writes that the wait of a request is over. */
    void release(String requestId, DelayedRequest delayed) {
        write(home(delayed), requestId, null);
    }

    /**
     * The request of that id if it waits; null also where a retry topic has something under that id that is no record
     * of ours.
     */
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
     * A record of the predecessor was read; what this task itself wrote of the same request came later.
     *
     * @param sink where this task writes to that topic
     */
    void read(String sink, byte[] key, byte @Nullable [] value) {
        if (!writtenMeanwhile.contains(new String(key, StandardCharsets.UTF_8))) {
            (sink.equals(budget.sink()) ? budget : backoff).store().put(key, value);
        }
    }

    /** All that wait, in no order. One walk at a time. */
    Walk walk() {
        writtenSinceWalk = new HashSet<>();
        return new Walk();
    }

    /** A request that waited when a walk began. */
    record Met(String requestId, Topic topic, KeyValue<byte[], byte[]> entry) {}

    /** The request that the present walk met, if it still waits; read from what the walk saw where that is not old. */
    @Nullable
    DelayedRequest find(Met met) {
        if (writtenSinceWalk == null || writtenSinceWalk.contains(met.requestId())) {
            return find(met.requestId());
        }
        return met.topic().read(met.entry().value);
    }

    /** A walk through a waiting room as it was when the walk began. */
    final class Walk implements Iterator<Met>, AutoCloseable {
        private final Map<Topic, KeyValueIterator<byte[], byte[]>> stores = new LinkedHashMap<>();

        private Walk() {
            List.of(budget, backoff)
                    .forEach(topic -> stores.put(topic, topic.store().all()));
        }

        @Override
        public boolean hasNext() {
            return stores.values().stream().anyMatch(Iterator::hasNext);
        }

        @Override
        public Met next() {
            for (var one : stores.entrySet()) {
                if (one.getValue().hasNext()) {
                    KeyValue<byte[], byte[]> entry = one.getValue().next();
                    return new Met(new String(entry.key, StandardCharsets.UTF_8), one.getKey(), entry);
                }
            }
            throw new NoSuchElementException();
        }

        @Override
        public void close() {
            writtenSinceWalk = null;
            stores.values().forEach(KeyValueIterator::close);
        }
    }

    private Topic home(DelayedRequest delayed) {
        return delayed.getParkedIn() == RetryTopic.BACKOFF ? backoff : budget;
    }

    private void write(Topic topic, String requestId, @Nullable DelayedRequest delayed) {
        byte[] value = topic.write(delayed);
        out.wait(topic.sink(), requestId, value);
        topic.store().put(key(requestId), value);
        if (behind) {
            writtenMeanwhile.add(requestId);
        }
        if (writtenSinceWalk != null) {
            writtenSinceWalk.add(requestId);
        }
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
