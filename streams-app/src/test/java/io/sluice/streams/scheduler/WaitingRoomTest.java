package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.Lists;
import io.sluice.core.schedule.Progress;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.RetryTopic;
import io.sluice.schemas.serde.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits can be found as soon as it is parked, and what was written before, however late it is read, does not undo it. */
class WaitingRoomTest {
    private final Topics topics = Topics.json("sluice.");
    private WaitingRoom room;

    @BeforeEach
    void furnish(@TempDir Path state) {
        room = room(topics, state);
    }

    private static WaitingRoom room(Topics topics, Path state) {
        MockProcessorContext<Routed, Object> context =
                new MockProcessorContext<>(new Properties(), new TaskId(0, 0), state.toFile());
        context.setCurrentSystemTimeMs(0);
        return new WaitingRoom(
                new WaitingRoom.Topic(topics.retriesBudget(), Nodes.WRITE_BUDGET_WAITS, store(context, "budget")),
                new WaitingRoom.Topic(topics.retriesBackoff(), Nodes.WRITE_BACKOFF_WAITS, store(context, "backoff")),
                new Out(context, topics.responses()));
    }

    @Test
    void whoIsParkedIsFoundBeforeTheRecordIsReadBack() {
        room.park("a", waiting("a", 1));
        assertThat(inside()).containsExactly("a");
        room.release("a", waiting("a", 1));
        assertThat(inside()).isEmpty();
        assertThat(room.find("a")).isNull();
    }

    @Test
    void whatThePredecessorWroteDoesNotUndoWhatThisTaskWroteMeanwhile() {
        room.takeOver();
        room.park("a", waiting("a", 2));
        readBack("a", waiting("a", 1));
        readBack("a", null);
        assertThat(inside()).contains("a");
        assertThat(room.find("a")).extracting(DelayedRequest::getAttempt).isEqualTo(2);
    }

    @Test
    void aRoomThatWasLeftBeforeItsPredecessorsRecordsWereReadIsNotWhole() {
        assertThat(room.takeOver()).isTrue();
        assertThat(room.takeOver()).isFalse();
        room.caughtUp();
        assertThat(room.takeOver()).isTrue();
    }

    @Test
    void thatARoomIsNotWholeIsNobodyWhoWaits() {
        room.takeOver();
        room.park("a", waiting("a", 1));
        room.caughtUp();
        assertThat(inside()).containsExactly("a");
    }

    @Test
    void whatAnotherTaskWroteIsKeptAsItIsRead() {
        readBack("a", waiting("a", 1));
        readBack("b", waiting("b", 1));
        readBack("a", null);
        assertThat(inside()).containsExactly("b");
        assertThat(room.find("b")).isEqualTo(waiting("b", 1));
    }

    @Test
    void aWalkFindsWhoWaitsAsItIsNow() {
        List.of("stays", "leaves", "changes").forEach(id -> room.park(id, waiting(id, 1)));
        try (WaitingRoom.Walk walk = room.walk()) {
            List<WaitingRoom.Met> met = Lists.newArrayList(walk);
            room.release("leaves", waiting("leaves", 1));
            room.park("changes", waiting("changes", 2));
            assertThat(met.stream().map(room::find).filter(Objects::nonNull))
                    .containsExactlyInAnyOrder(waiting("stays", 1), waiting("changes", 2));
        }
    }

    /** Whoever is passed over here would disappear without a word. */
    @Test
    void aRecordOfOursThatCannotBeReadIsNotPassedOver(@TempDir Path state) {
        Topics avro = Topics.avro("sluice.", Map.of("schema.registry.url", "mock://waiting-room"));
        int other = avro.calls().schemaIds().values().iterator().next();
        room = room(avro, state);
        cannotBeRead(
                ByteBuffer.allocate(6).put((byte) 0).putInt(other).array(),
                "a request that waits in sluice.retries.budget cannot be read: the record does not fit schema id "
                        + other,
                "name the registry that has the schemas of these topics",
                "sluice schemas register",
                "nothing was deleted");
    }

    @Test
    void anAvroRecordIsNotPassedOverWhereRecordsAreJson() {
        cannotBeRead(new byte[] {0, 0, 0, 0, 7, 1}, "leave --format json away", "nothing was deleted");
    }

    private void cannotBeRead(byte[] value, String... told) {
        room.read(Nodes.WRITE_BUDGET_WAITS, "a".getBytes(StandardCharsets.UTF_8), value);
        assertThatThrownBy(() -> room.find("a"))
                .isInstanceOf(UnreadableWaitException.class)
                .hasMessageContainingAll(told);
        try (WaitingRoom.Walk walk = room.walk()) {
            WaitingRoom.Met met = walk.next();
            assertThatThrownBy(() -> room.find(met)).isInstanceOf(UnreadableWaitException.class);
        }
    }

    @Test
    void whatDoesNotBeginAsARecordOfOursIsNobody() {
        for (String value : List.of("", "no record of ours", "{}")) {
            room.read(
                    Nodes.WRITE_BUDGET_WAITS,
                    "a".getBytes(StandardCharsets.UTF_8),
                    value.getBytes(StandardCharsets.UTF_8));
            assertThat(room.find("a")).isNull();
        }
    }

    private void readBack(String id, DelayedRequest delayed) {
        room.read(
                Nodes.WRITE_BUDGET_WAITS,
                id.getBytes(StandardCharsets.UTF_8),
                delayed == null ? null : topics.retriesBudget().write(delayed));
    }

    private List<String> inside() {
        try (WaitingRoom.Walk walk = room.walk()) {
            return Lists.newArrayList(walk).stream()
                    .map(WaitingRoom.Met::requestId)
                    .toList();
        }
    }

    private static DelayedRequest waiting(String id, int attempt) {
        ApiRequest request = ApiRequest.newBuilder()
                .setId(id)
                .setProvider("api")
                .setPath("/")
                .build();
        DelayedRequest arrived = Delayed.fresh(request, List.of(), 0, 0);
        return Delayed.waiting(arrived, RetryTopic.BUDGET, "budget", new Progress(attempt, 0, 0, 0, 0));
    }

    private static KeyValueStore<byte[], byte[]> store(MockProcessorContext<Routed, Object> context, String name) {
        KeyValueStore<byte[], byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.ByteArray(), Serdes.ByteArray())
                .withLoggingDisabled()
                .withCachingDisabled()
                .build();
        store.init(context.getStateStoreContext(), store);
        return store;
    }
}
