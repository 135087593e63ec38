package io.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

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
                    // stands for a JSON value, so it is no JSON record by itself
                    .filter(schema -> !schema.getName().equals("JsonText"))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void avro(Schema schema) {
        check(schema, new AvroSerde<>(REGISTRY, schema));
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
