package io.sluice.streams.scheduler;

import io.sluice.schemas.serde.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
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
 * <p>Retry topics are none of these inputs: a task reads them up to its own barrier, from wherever its offset is.
 */
final class HighestRead {
    /** Key in the store of budgets, whose cache makes it one write per commit; no budget's id is without tabs. */
    static final String KEY = "~highest-read";

    private static final Logger LOG = LoggerFactory.getLogger(HighestRead.class);
    /** Numbers that an input takes in the store: two of the topic's id, the offset, the leader epoch. */
    private static final int NUMBERS = 4;

    private static final long NOTHING = -1;

    private final KeyValueStore<String, long[]> store;
    private final TopicIds ids;
    private final LeaderEpochs epochs;
    private final Consumer<String> skipped;
    private final Map<String, Handled> inputs = new HashMap<>();

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

    /** @param skipped is told the topic of each record that is passed over */
    HighestRead(KeyValueStore<String, long[]> store, TopicIds ids, LeaderEpochs epochs, Consumer<String> skipped) {
        this.store = store;
        this.ids = ids;
        this.epochs = epochs;
        this.skipped = skipped;
    }

    /** The topics of which a task handles each record once. */
    static Set<String> inputs(Topics topics) {
        return Set.of(
                topics.requests().name(),
                topics.forwarded().name(),
                topics.outcomes().name(),
                topics.providers().name(),
                topics.credentials().name(),
                topics.cancellations().name());
    }

    /** Reads what was kept of these topics as they are now. */
    void resume(Set<String> topics) {
        long[] kept = store.get(KEY);
        ids.of(topics).forEach((topic, id) -> begin(topic, id, kept == null ? new long[0] : kept));
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

    /** Whether a record has not been handled yet. */
    boolean isNew(RecordMetadata at) {
        Handled handled = inputs.get(at.topic());
        if (handled == null) {
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
        skipped.accept(at.topic());
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

    /** Keeps that a record has been handled. */
    void handled(RecordMetadata at) {
        Handled handled = inputs.get(at.topic());
        if (handled != null) {
            handled.offset = at.offset();
            handled.epoch = epochs.of(at);
            store.put(KEY, numbers());
        }
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
