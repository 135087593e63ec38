package io.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.testutil.MockSchemaRegistry;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.Cancellation;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.Mark;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {
    private final String scope = "avro-serde-test-" + UUID.randomUUID();
    private final SchemaRegistryClient client = MockSchemaRegistry.getClientForScope(scope);
    private final Registry registry = new Registry(Map.of("schema.registry.url", "mock://" + scope));
    private final AvroSerde<Cancellation> serde =
            new AvroSerde<>(registry, Cancellation.getClassSchema(), AvroSerde.Writers.ANYBODY);

    @Test
    void aRecordIsAZeroByteTheSchemasIdAndTheValue() throws Exception {
        byte[] bytes = write(
                serde,
                Cancellation.newBuilder().setProvider("api").setRequestId("r1").build());
        int id = client.getLatestSchemaMetadata("t-value").getId();
        assertThat(Arrays.copyOf(bytes, 5))
                .isEqualTo(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        assertThat(Arrays.copyOfRange(bytes, 5, bytes.length))
                .containsExactly(6, 'a', 'p', 'i', 2, 4, 'r', '1', 0); // length 3, branch 1, length 2, branch 0
    }

    @Test
    void theRegistryGetsTheContractWithoutJavaProperties() throws Exception {
        byte[] bytes = write(serde, cancellation());
        String schema = client.getLatestSchemaMetadata("t-value").getSchema();
        assertThat(schema).contains("\"requestId\"").doesNotContain("avro.java.string");
        assertThat(schemaOf(bytes)).isEqualTo(PlainSchema.of(Cancellation.getClassSchema()));
    }

    @Test
    void aForeignProgramReadsWithTheRegistrysSchemaAlone() throws Exception {
        byte[] bytes = write(serde, cancellation());
        GenericRecord read = new GenericDatumReader<GenericRecord>(schemaOf(bytes))
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
        assertThat(read.get("provider")).hasToString("api");
    }

    @Test
    void aRecordOfAnEarlierOrLaterVersionIsRead() throws Exception {
        Schema earlier = version("{'name':'provider','type':'string'}");
        Schema later = version("{'name':'why','type':'string','default':''},{'name':'provider','type':'string'},"
                + "{'name':'requestId','type':['null','string'],'default':null}");
        for (Schema schema : List.of(earlier, later)) {
            byte[] bytes = foreign(
                    new GenericRecordBuilder(schema).set("provider", "api").build());
            assertThat(serde.deserialize("t", bytes)).isEqualTo(cancellation());
        }
    }

    @Test
    void aRecordOfAnotherContractIsUnreadable() throws Exception {
        byte[] mark = write(
                new AvroSerde<Mark>(registry, Mark.getClassSchema(), AvroSerde.Writers.ANYBODY), new Mark("n", 1L));
        assertUnreadable(serde, mark, "does not fit schema id");
    }

    @Test
    void brokenBytesAreUnreadable() {
        byte[] good = write(serde, cancellation());
        assertUnreadable(serde, Arrays.copyOf(good, good.length - 1), "ends early");
        assertUnreadable(serde, Arrays.copyOf(good, good.length + 1), "there are bytes behind it");
        assertUnreadable(serde, Arrays.copyOf(good, 4), "neither JSON nor Avro");
        assertUnreadable(serde, new byte[] {1, 0, 0, 0, 1, 0}, "neither JSON nor Avro");
        // a string of 2^31 - 1 bytes, a string of 2^26 bytes, a string of -1 bytes
        assertUnreadable(serde, behind(good, 0xfe, 0xff, 0xff, 0xff, 0x0f), "does not fit");
        assertUnreadable(serde, behind(good, 0x80, 0x80, 0x80, 0x40), "ends early");
        assertUnreadable(serde, behind(good, 0x01), "does not fit");
    }

    /** Read by a thread with the stack that a thread has where nobody says otherwise. */
    @Test
    void aRecordThatIsNestedWithoutEndIsUnreadable() throws Exception {
        Schema deep = version("{'name':'provider','type':'string'},{'name':'deep','type':['null',"
                + "{'type':'record','name':'Node','fields':[{'name':'next','type':['null','Node']}]}]}");
        int id = client.register("deep-value", new AvroSchema(deep));
        byte[] value = new byte[300_000];
        Arrays.fill(value, (byte) 2);
        value[1] = 'p';
        byte[] bytes = ByteBuffer.allocate(5 + value.length)
                .put((byte) 0)
                .putInt(id)
                .put(value)
                .array();
        assertUnreadable(serde, bytes, "is nested too deep");
    }

    @Test
    void aListOrMapIsNotMadeAsLongAsItsBytesClaim() {
        AvroSerde<ApiRequest> requests =
                new AvroSerde<>(registry, ApiRequest.getClassSchema(), AvroSerde.Writers.ANYBODY);
        byte[] good = write(
                requests,
                ApiRequest.newBuilder().setProvider("api").setPath("/").build());
        // no id, three texts, a query: one list of 2,000,000,000 texts; then 2,000,000,000 lists
        assertUnreadable(
                requests,
                behind(good, 0, 2, 'p', 2, 'G', 2, '/', 2, 2, 'k', 0x80, 0xd0, 0xac, 0xf3, 0x0e),
                "ends early");
        assertUnreadable(
                requests,
                behind(good, 0, 2, 'p', 2, 'G', 2, '/', 0x80, 0xd0, 0xac, 0xf3, 0x0e, 2, 'k', 0),
                "ends early");
    }

    @Test
    void whateverTheBytesAreTheyAreAValueOrUnreadable() {
        byte[] request = write(
                new AvroSerde<ApiRequest>(registry, ApiRequest.getClassSchema(), AvroSerde.Writers.ANYBODY),
                ApiRequest.newBuilder().setProvider("api").setPath("/").build());
        byte[] state = write(
                new AvroSerde<CredentialState>(registry, CredentialState.getClassSchema(), AvroSerde.Writers.ANYBODY),
                (CredentialState) new RandomRecords(5).record(CredentialState.getClassSchema()));
        for (long seed = 0; seed < 20_000; seed++) {
            tryToRead(
                    new AvroSerde<>(registry, ApiRequest.getClassSchema(), AvroSerde.Writers.ANYBODY),
                    damaged(request, seed),
                    seed);
            tryToRead(
                    new AvroSerde<>(registry, CredentialState.getClassSchema(), AvroSerde.Writers.ANYBODY),
                    damaged(state, seed),
                    seed);
        }
    }

    private static void tryToRead(AvroSerde<?> serde, byte[] bytes, long seed) {
        try {
            serde.deserialize("t", bytes);
        } catch (UnreadableRecordException e) {
            assertThat(e.getMessage()).doesNotContain("\n").isNotBlank();
        } catch (RuntimeException | Error e) {
            throw new AssertionError("seed " + seed, e);
        }
    }

    private static byte[] damaged(byte[] good, long seed) {
        Random random = new Random(seed);
        byte[] bytes = random.nextInt(3) > 0 ? good.clone() : Arrays.copyOf(good, 5 + random.nextInt(40));
        for (int left = 1 + random.nextInt(3); left > 0 && bytes.length > 5; left--) {
            bytes[5 + random.nextInt(bytes.length - 5)] = (byte) random.nextInt();
        }
        return bytes;
    }

    private static void assertUnreadable(AvroSerde<?> serde, byte[] bytes, String message) {
        assertThatThrownBy(() -> serde.deserialize("t", bytes))
                .isInstanceOf(UnreadableRecordException.class)
                .hasMessageContaining(message);
    }

    /** Other bytes behind the header of a good record. */
    private static byte[] behind(byte[] good, int... value) {
        byte[] bytes = Arrays.copyOf(good, 5 + value.length);
        for (int i = 0; i < value.length; i++) {
            bytes[5 + i] = (byte) value[i];
        }
        return bytes;
    }

    private Schema schemaOf(byte[] bytes) {
        return registry.schema(ByteBuffer.wrap(bytes, 1, 4).getInt());
    }

    private byte[] foreign(GenericRecord record) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.writeBytes(ByteBuffer.allocate(4)
                .putInt(client.register("foreign", new AvroSchema(record.getSchema())))
                .array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static Schema version(String fields) {
        String text =
                "{'type':'record','name':'Cancellation','namespace':'io.sluice.schemas','fields':[" + fields + "]}";
        return new Schema.Parser().parse(text.replace('\'', '"'));
    }

    private static Cancellation cancellation() {
        return Cancellation.newBuilder().setProvider("api").build();
    }

    private static <V extends SpecificRecord> byte[] write(AvroSerde<V> serde, V value) {
        return serde.serialize("t", value);
    }
}
