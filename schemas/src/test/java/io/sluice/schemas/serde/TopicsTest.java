package io.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.Mark;
import io.sluice.schemas.Places;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class TopicsTest {
    private final Topics avro = Topics.avro("t.", Map.of("schema.registry.url", "mock://topics-test"));
    private final Topics json = Topics.json("t.");

    @Test
    void avroValuesAreInTheConfluentWireFormat() {
        byte[] bytes = write(avro.outcomes(), new Mark("n", 7L));
        assertThat(bytes[0]).isZero();
        assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt()).isPositive();
        assertThat(avro.outcomes().read(bytes)).isEqualTo(new Mark("n", 7L));
    }

    @Test
    void theOutcomesTopicTellsItsRecordsApartInJsonToo() {
        Places places = new Places("c", "default", 5, 9L);
        for (Topics topics : new Topics[] {avro, json}) {
            assertThat(topics.outcomes().read(write(topics.outcomes(), places))).isEqualTo(places);
            assertThat(topics.outcomes().read(write(topics.outcomes(), new Mark("n", 7L))))
                    .isEqualTo(new Mark("n", 7L));
        }
    }

    @Test
    void requestsAreReadInJsonWhereTopicsAreAvro() {
        byte[] bytes = "{\"provider\":\"api\",\"path\":\"/x\"}".getBytes(StandardCharsets.UTF_8);
        ApiRequest request = avro.requests().read(bytes);
        assertThat(request.getPath()).isEqualTo("/x");
        assertThat(avro.requests().read(write(avro.requests(), request))).isEqualTo(request);
    }

    @Test
    void anUnknownSchemaIdIsUnreadable() {
        byte[] bytes = ByteBuffer.allocate(6).put((byte) 0).putInt(99_999).array();
        assertThatThrownBy(() -> avro.requests().read(bytes))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining("99999");
    }

    @Test
    void garbageIsUnreadable() {
        for (String garbage : new String[] {"", "x", "garbage", "{", "{}"}) {
            byte[] bytes = garbage.getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> avro.requests().read(bytes)).isInstanceOf(UnreadableRecordException.class);
            assertThatThrownBy(() -> json.requests().read(bytes)).isInstanceOf(UnreadableRecordException.class);
        }
        byte[] cut = write(
                avro.requests(),
                avro.requests().read("{\"provider\":\"api\",\"path\":\"/x\"}".getBytes(StandardCharsets.UTF_8)));
        byte[] shorter = Arrays.copyOf(cut, cut.length - 3);
        assertThatThrownBy(() -> avro.requests().read(shorter)).isInstanceOf(UnreadableRecordException.class);
    }

    @Test
    void topicsAreThoseOfTheContract() {
        Map<String, Boolean> compacted = new TreeMap<>();
        json.all().forEach(topic -> compacted.put(topic.name(), topic.compacted()));
        assertThat(compacted)
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        entry("t.requests", false),
                        entry("t.cancellations", false),
                        entry("t.providers", true),
                        entry("t.credentials", true),
                        entry("t.credential-state", true),
                        entry("t.retries.budget", true),
                        entry("t.retries.backoff", true),
                        entry("t.request-status", true),
                        entry("t.calls", false),
                        entry("t.outcomes", false),
                        entry("t.responses", false),
                        entry("t.error-patterns", true),
                        entry("t.alerts", false),
                        entry("t.metrics.credentials", false),
                        entry("t.metrics.endpoints", false),
                        entry("t.metrics.queues", false),
                        entry("t.dead-letters", false),
                        entry("t.forwarded", false))));
        assertThat(Topic.MAX_MESSAGE_BYTES).isEqualTo(16 * 1024 * 1024);
    }

    @Test
    void bytesOfDeadLettersAreAsTheyWere() {
        byte[] bytes = {0, 1, (byte) 0xff};
        assertThat(avro.deadLetters().serde().serializer().serialize("t.dead-letters", bytes))
                .isEqualTo(bytes);
        assertThat(avro.deadLetters().read(bytes)).isEqualTo(bytes);
    }

    private static <V extends SpecificRecord> byte[] write(Topic<V> topic, V value) {
        return topic.serde().serializer().serialize(topic.name(), value);
    }
}
