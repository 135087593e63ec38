package io.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What earlier versions wrote to topics, byte for byte, is what this version reads. */
class RecordedTest {
    static List<Recording> recordings() throws IOException {
        return Recording.all();
    }

    @Test
    void everyReleaseHasItsTopicsKept() throws IOException {
        for (String version : Released.VERSIONS) {
            Set<String> kept = new HashSet<>();
            recordings().stream()
                    .filter(recording -> recording.version().equals(version))
                    .forEach(recording -> kept.add(recording.topic()));
            assertThat(kept).isEqualTo(Recording.TOPICS.keySet());
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void whatAVersionWroteIsReadAsItWasMeant(Recording recording) throws Exception {
        AvroSchema schema = new AvroSchema(recording.content().get("schema").toString());
        String subject = recording.topic() + "-value";
        int id = MockSchemaRegistry.getClientForScope("recorded").register(subject, schema);
        Topic<?> topic = Topics.avro("", Map.of("schema.registry.url", "mock://recorded")).all().stream()
                .filter(one -> one.name().equals(recording.topic()))
                .findFirst()
                .orElseThrow();
        for (JsonNode kept : recording.content().get("values")) {
            byte[] bytes = kept.get("bytes").binaryValue();
            SpecificRecord read = (SpecificRecord) topic.read(ByteBuffer.allocate(5 + bytes.length)
                    .put((byte) 0)
                    .putInt(id)
                    .put(bytes)
                    .array());
            JsonNode now = JsonRecords.tree(new JsonRecords<SpecificRecord>(read.getSchema()).write(read));
            assertKept(kept.get("value"), now, read.getSchema().getName());
        }
    }

    /** All that was said is still there; later versions may have more to say. */
    private static void assertKept(JsonNode then, JsonNode now, String where) {
        if (then.isObject()) {
            then.properties()
                    .forEach(field ->
                            assertKept(field.getValue(), now.path(field.getKey()), where + '.' + field.getKey()));
        } else if (then.isArray()) {
            assertThat(now).as(where).hasSameSizeAs(then);
            for (int i = 0; i < then.size(); i++) {
                assertKept(then.get(i), now.get(i), where + '[' + i + ']');
            }
        } else {
            assertThat(now).as(where).isEqualTo(then);
        }
    }
}
