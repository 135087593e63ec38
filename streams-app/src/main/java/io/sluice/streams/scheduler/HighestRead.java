package io.sluice.streams.scheduler;

import io.sluice.schemas.serde.Topics;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The highest offset that a task has handled of each input, kept in the transaction of what it led to.
 *
 * <p>The committed offsets of the scheduler's group may go back: a broker forgets them, loses them, or serves a part of them
 * only, or somebody resets them. What is read again then was handled, and a request would be called and answered twice; so it
 * is passed over.
 *
 * <p>An offset names a record in one log alone. A topic that was deleted and made again has another id. Where a partition has lost its
 * end, what is written in its place has a higher leader epoch (KIP-101) than what was handled.
 *
 * <p>Of retry topics nothing is passed over: a task reads them up to its own barrier, from wherever its offset is. What was read
 * of them tells whether a store was restored as far ({@link RestoredLogs}).
 */
final class HighestRead {
    /** Key in the store of budgets, whose cache makes it one write per commit; no budget's id is without tabs. */
    static final String KEY = "~highest-read";

    private static final Logger LOG = LoggerFactory.getLogger(HighestRead.class);
    /** Numbers that an input takes in the store: two of the topic's id, the offset, the leader epoch. */
    private static final int NUMBERS = 4;

    private static final long NOTHING = -1;

    private final KeyValueStore<String, long[]> store;
    private final Topics topics;
    private final TopicIds ids;
    private final Monitor monitor;
    private final LeaderEpochs epochs;
    private final RestoredLogs restored;
    private final Set<String> retries;
    private final Map<String, Handled> inputs = new HashMap<>();
    private boolean unwritten;

    /** How far an input has been handled. */
    private static final class Handled {
        private final Uuid topicId;
        private long offset = NOTHING;
        private long epoch = LeaderEpochs.UNKNOWN;
        private boolean passingOver;

        Handled(Uuid topicId) {
            this.topicId = topicId;
        }
    }

    HighestRead(KeyValueStore<String, long[]> store, SchedulerConfig config, LeaderEpochs epochs) {
        this.store = store;
        this.topics = config.topics();
        this.ids = config.topicIds();
        this.monitor = config.monitor();
        this.restored = config.restored();
        this.retries =
                Set.of(topics.retriesBudget().name(), topics.retriesBackoff().name());
        this.epochs = epochs;
    }

    /** Reads what was kept of the inputs, if they are still the same topics. */
    void resume() {
        long[] kept = store.get(KEY);
        Set<String> names = new HashSet<>(retries);
        Collections.addAll(
                names,
                topics.requests().name(),
                topics.forwarded().name(),
                topics.outcomes().name(),
                topics.providers().name(),
                topics.credentials().name(),
                topics.cancellations().name());
        ids.of(names).forEach((topic, id) -> begin(topic, id, kept == null ? new long[0] : kept));
    }

    /** Without its id a topic that was made again could not be told from this one, so it is not guarded. */
    private void begin(String topic, Uuid id, long[] kept) {
        inputs.remove(topic);
        if (id.equals(Uuid.ZERO_UUID)) {
            return;
        }
        Handled handled = new Handled(id);
        for (int at = 0; at < kept.length; at += NUMBERS) {
            if (id.equals(new Uuid(kept[at], kept[at + 1]))) {
                handled.offset = kept[at + 2];
                handled.epoch = kept[at + 3];
            }
        }
        inputs.put(topic, handled);
    }

    /** Whether the stores of retry topics have all that was read of these before; if not, they must be made anew. */
    boolean isRestored(int partition) {
        boolean all = true;
        for (String topic : retries) {
            Handled handled = inputs.get(topic);
            all &= handled == null || !restored.isShort(new TopicPartition(topic, partition), handled.offset);
        }
        return all;
    }

    /** Whether a record has not been handled yet. */
    boolean isNew(RecordMetadata at) {
        Handled handled = inputs.get(at.topic());
        if (handled == null || retries.contains(at.topic())) {
            return true;
        }
        if (at.offset() > handled.offset || isWrittenLater(at, handled) || isInNewTopic(at, handled)) {
            handled.passingOver = false;
            return true;
        }
        if (!handled.passingOver) {
            handled.passingOver = true;
            LOG.warn(
                    "{}-{}: offsets went back from {} to {}; {} records that were handled before are skipped",
                    at.topic(),
                    at.partition(),
                    handled.offset + 1,
                    at.offset(),
                    handled.offset + 1 - at.offset());
        }
        monitor.skipped(at.topic());
        return false;
    }

    private boolean isWrittenLater(RecordMetadata at, Handled handled) {
        boolean later = handled.epoch != LeaderEpochs.UNKNOWN && epochs.of(at) > handled.epoch;
        if (later) {
            LOG.warn("{}-{} lost its end: it is read from offset {} again", at.topic(), at.partition(), at.offset());
        }
        return later;
    }

    /** Asks once each time that offsets go back: a topic may have been made again since this task began. */
    private boolean isInNewTopic(RecordMetadata at, Handled handled) {
        if (handled.passingOver) {
            return false;
        }
        Uuid id = ids.of(Set.of(at.topic())).getOrDefault(at.topic(), handled.topicId);
        if (id.equals(handled.topicId)) {
            return false;
        }
        LOG.warn("{} was deleted and made again: it is read from offset {}", at.topic(), at.offset());
        begin(at.topic(), id, new long[0]);
        return true;
    }

    /**
     * Keeps that a record has been handled.
     *
     * <p>Outcomes are half of all records, and a write into a cache takes time too: theirs waits for the next tick, or another input's
     * record. One that is heard again is late by then and changes no request. So does that of retry topics.
     */
    void handled(RecordMetadata at) {
        Handled handled = inputs.get(at.topic());
        if (handled != null) {
            handled.offset = at.offset();
            handled.epoch = epochs.of(at);
            unwritten = true;
            if (!retries.contains(at.topic())
                    && !at.topic().equals(topics.outcomes().name())) {
                write();
            }
        }
    }

    /** Writes what waits for it. */
    void advance() {
        if (unwritten) {
            write();
        }
    }

    private void write() {
        unwritten = false;
        store.put(KEY, numbers());
    }

    private long[] numbers() {
        long[] numbers = new long[NUMBERS * inputs.size()];
        int at = 0;
        for (Handled handled : inputs.values()) {
            numbers[at] = handled.topicId.getMostSignificantBits();
            numbers[at + 1] = handled.topicId.getLeastSignificantBits();
            numbers[at + 2] = handled.offset;
            numbers[at + 3] = handled.epoch;
            at += NUMBERS;
        }
        return numbers;
    }
}
