package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Settings;
import io.sluice.schemas.serde.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which records of a log are handled, whatever happens to the offset from which it is read, and to the log. */
class HighestReadTest {
    private static final String REQUESTS = "sluice.requests";
    private static final String RETRIES = "sluice.retries.budget";
    private static final TopicPartition LOG = new TopicPartition(RETRIES, 0);

    private final LeaderEpochs epochs = new LeaderEpochs();
    private final Monitor monitor = new Monitor();
    private final RestoredLogs restored = new RestoredLogs();
    private final SchedulerConfig config =
            new SchedulerConfig(Topics.json("sluice."), 1, Settings.DEFAULT, this::ids, monitor, restored);
    private KeyValueStore<String, long[]> store;
    private Uuid id = new Uuid(7, 1);
    private HighestRead task;

    @BeforeEach
    void begin(@TempDir Path state) {
        MockProcessorContext<Routed, Object> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), state.toFile());
        store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("budgets"), Serdes.String(), KeptSerdes.budgets())
                .withLoggingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        task = anotherTask();
    }

    @Test
    void whatWasHandledIsSkippedOnceAndForAll() {
        assertThat(handled(0, 9, 4)).hasSize(10);
        assertThat(handled(3, 12, 4)).containsExactly(10L, 11L, 12L);
        assertThat(handled(0, 13, 4)).containsExactly(13L);
        assertThat(monitor.skippedOf(REQUESTS)).isEqualTo(7 + 13);
    }

    @Test
    void aTaskThatTakesOverKnowsWhatItsPredecessorHandled() {
        handled(0, 9, 4);
        task = anotherTask();
        assertThat(handled(0, 10, 4)).containsExactly(10L);
    }

    @Test
    void eachInputHasAnOffsetOfItsOwn() {
        handled(0, 9, 4);
        assertThat(task.isNew(at("sluice.outcomes", 0))).isTrue();
        task.handled(at("sluice.outcomes", 0));
        task.advance();
        task = anotherTask();
        assertThat(task.isNew(at("sluice.outcomes", 0))).isFalse();
        assertThat(task.isNew(at(REQUESTS, 10))).isTrue();
    }

    @Test
    void aTopicThatWasMadeAgainIsReadFromItsStart() {
        handled(0, 9, 4);
        id = new Uuid(7, 2);
        task = anotherTask();
        assertThat(handled(0, 20, 0)).hasSize(21);
        assertThat(handled(0, 20, 0)).isEmpty();
    }

    @Test
    void aTopicThatWasMadeAgainWhileItsTaskRunsIsReadFromItsStart() {
        handled(0, 9, 4);
        id = new Uuid(7, 2);
        assertThat(handled(0, 5, 0)).hasSize(6);
        task = anotherTask();
        assertThat(handled(0, 6, 0)).containsExactly(6L);
    }

    @Test
    void whatIsWrittenWhereALogLostItsEndIsNew() {
        handled(0, 9, 4);
        task = anotherTask();
        assertThat(handled(0, 6, 4)).isEmpty();
        assertThat(handled(7, 8, 5)).containsExactly(7L, 8L);
        assertThat(handled(7, 12, 5)).containsExactly(9L, 10L, 11L, 12L);
    }

    @Test
    void aLaterLeadersRecordThatIsReadAheadBringsNothingBack() {
        handled(0, 9, 4);
        read(9, 4);
        read(10, 5);
        assertThat(task.isNew(at(REQUESTS, 9))).isFalse();
        assertThat(task.isNew(at(REQUESTS, 10))).isTrue();
    }

    @Test
    void ofRetryTopicsNothingIsSkipped() {
        task.handled(at(RETRIES, 9));
        assertThat(task.isNew(at(RETRIES, 9))).isTrue();
        assertThat(task.isNew(at(RETRIES, 3))).isTrue();
    }

    @Test
    void aStoreThatLacksWhatWasReadOfItsLogIsMadeAnew() {
        retriesAreReadUpTo(9);
        restored.onRestoreStart(LOG, "waits", 0, 9);
        assertThat(anotherTask().isRestored(0)).isFalse();
        restored.onRestoreStart(LOG, "waits", 0, 0);
        assertThat(anotherTask().isRestored(0)).isFalse();
        restored.onRestoreStart(LOG, "waits", 0, 10);
        assertThat(anotherTask().isRestored(0)).isTrue();
    }

    @Test
    void soIsNoneThatHasItAlready() {
        retriesAreReadUpTo(9);
        restored.onRestoreStart(LOG, "waits", 10, 0);
        assertThat(anotherTask().isRestored(0)).isTrue();
    }

    /** Its log lost its end, or its group's offset was set back, and what follows is read again. */
    @Test
    void aStoreIsMadeAnewFiveTimesAtTheMost() {
        retriesAreReadUpTo(9);
        restored.onRestoreStart(LOG, "waits", 0, 4);
        for (int time = 0; time < 5; time++) {
            assertThat(anotherTask().isRestored(0)).isFalse();
        }
        assertThat(anotherTask().isRestored(0)).isTrue();
    }

    private void retriesAreReadUpTo(long offset) {
        task.handled(at(RETRIES, offset));
        task.advance();
    }

    @Test
    void withoutATopicsIdNothingIsSkipped() {
        id = Uuid.ZERO_UUID;
        task = anotherTask();
        assertThat(handled(0, 9, 4)).hasSize(10);
        assertThat(handled(0, 9, 4)).hasSize(10);
    }

    private HighestRead anotherTask() {
        HighestRead another = new HighestRead(store, config, epochs);
        another.resume();
        return another;
    }

    private Map<String, Uuid> ids(Set<String> topics) {
        return topics.stream()
                .collect(Collectors.toMap(
                        topic -> topic, topic -> topic.equals(REQUESTS) ? id : new Uuid(8, topic.hashCode())));
    }

    /** Those that are handled of the requests from one offset to another. */
    private List<Long> handled(long from, long to, int epoch) {
        List<Long> handled = new ArrayList<>();
        for (long offset = from; offset <= to; offset++) {
            read(offset, epoch);
            if (task.isNew(at(REQUESTS, offset))) {
                task.handled(at(REQUESTS, offset));
                handled.add(offset);
            }
        }
        return handled;
    }

    private void read(long offset, int epoch) {
        epochs.noting(new InputOrder())
                .extract(
                        new ConsumerRecord<>(
                                REQUESTS,
                                0,
                                offset,
                                0,
                                TimestampType.CREATE_TIME,
                                0,
                                0,
                                null,
                                null,
                                new RecordHeaders(),
                                Optional.of(epoch)),
                        0);
    }

    private static RecordMetadata at(String topic, long offset) {
        return new RecordMetadata() {
            @Override
            public String topic() {
                return topic;
            }

            @Override
            public int partition() {
                return 0;
            }

            @Override
            public long offset() {
                return offset;
            }
        };
    }
}
