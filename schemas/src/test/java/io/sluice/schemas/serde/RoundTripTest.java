package io.sluice.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every record of ours comes back as it went, in every form. A failure names the record and the seed. */
class RoundTripTest {
    private static final int SEEDS = 200;
    private static final Registry REGISTRY = new Registry(Map.of("schema.registry.url", "mock://round-trip"));

    /** Every record that has a file. */
    static Stream<Schema> records() throws Exception {
        try (Stream<Path> files = Files.list(Path.of("src/main/avro"))) {
            return files
                    .map(file -> file.getFileName().toString().replace(".avsc", ""))
                    .sorted()
                    .map(RoundTripTest::schema)
                    .filter(schema -> schema.getType() == Schema.Type.RECORD)
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void avro(Schema schema) {
        check(schema, new AvroSerde<>(REGISTRY, schema, AvroSerde.Writers.ANYBODY));
    }

    @ParameterizedTest
    @MethodSource("records")
    void json(Schema schema) {
        check(schema, new JsonSerde<>(schema));
    }

    @ParameterizedTest
    @MethodSource("records")
    void stored(Schema schema) {
        check(schema, StoreSerde.of(schema));
    }

    /** A record without generated code is written by a walk over its schema, which takes about twice as long. */
    @ParameterizedTest
    @MethodSource("records")
    void generatedCodeWritesWhatTheWalkWrites(Schema schema) throws IOException {
        for (long seed = 0; seed < SEEDS; seed++) {
            SpecificRecordBase record = (SpecificRecordBase) new RandomRecords(seed).record(schema);
            ByteArrayOutputStream generated = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(generated, null);
            record.customEncode(encoder);
            encoder.flush();
            ByteArrayOutputStream walked = new ByteArrayOutputStream();
            encoder = EncoderFactory.get().binaryEncoder(walked, encoder);
            new SpecificDatumWriter<>(schema, new SpecificData()).write(record, encoder);
            encoder.flush();
            assertThat(generated.toByteArray())
                    .as("%s of seed %d", schema.getName(), seed)
                    .isEqualTo(walked.toByteArray());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"abc\"", "\"\"", "\"17\"", "\"{\\\"a\\\":1}\"", "{\"a\":1}", "[1,null]", "2.50", "true", "null"
            })
    void aContextIsTheSameThroughJsonAvroAndJson(String context) {
        JsonRecords<ApiRequest> json = new JsonRecords<>(ApiRequest.getClassSchema());
        AvroSerde<ApiRequest> avro = new AvroSerde<>(REGISTRY, ApiRequest.getClassSchema(), AvroSerde.Writers.ANYBODY);
        byte[] given = ("{\"provider\":\"api\",\"path\":\"/\",\"context\":" + context + "}").getBytes(UTF_8);
        ApiRequest request = avro.deserialize("ApiRequest", avro.serialize("ApiRequest", json.read(given)));
        assertThat(json.tree(request).get("context")).hasToString(context);
        assertThat(json.read(json.write(request))).isEqualTo(request);
    }

    private static void check(Schema schema, Serde<SpecificRecord> serde) {
        String topic = schema.getName();
        for (long seed = 0; seed < SEEDS; seed++) {
            SpecificRecord record = new RandomRecords(seed).record(schema);
            byte[] bytes = serde.serializer().serialize(topic, record);
            assertThat(serde.deserializer().deserialize(topic, bytes))
                    .as("%s of seed %d", topic, seed)
                    .isEqualTo(record);
        }
        assertThat(serde.serializer().serialize(topic, null)).isNull();
        assertThat(serde.deserializer().deserialize(topic, null)).isNull();
    }

    private static Schema schema(String name) {
        try {
            return (Schema) Class.forName("io.sluice.schemas." + name)
                    .getMethod("getClassSchema")
                    .invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name + " has no class", e);
        }
    }
}
