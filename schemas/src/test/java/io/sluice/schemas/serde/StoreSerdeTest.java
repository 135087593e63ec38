package io.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.schemas.Cancellation;
import io.sluice.schemas.PendingCall;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

class StoreSerdeTest {
    private static final Schema EARLIER = new Schema.Parser().parse("""
                    {"type":"record","name":"Cancellation","namespace":"io.sluice.schemas",
                     "fields":[{"name":"provider","type":"string"}]}""");

    @Test
    void aRecordOfAnEarlierVersionIsRead() throws Exception {
        assertThat(StoreSerde.<Cancellation>of(Cancellation.getClassSchema(), List.of(EARLIER))
                        .deserializer()
                        .deserialize("store", earlier()))
                .isEqualTo(Cancellation.newBuilder().setProvider("api").build());
    }

    @Test
    void aRecordOfAnUnknownVersionIsNotGuessedAt() {
        assertThatThrownBy(() -> StoreSerde.of(Cancellation.getClassSchema())
                        .deserializer()
                        .deserialize("store", earlier()))
                .hasMessageContaining("schema");
    }

    @Test
    void aStoreReadsItsReleasedVersionsUntold() {
        List<Schema> released = Released.of("PendingCall");
        assertThat(released).hasSameSizeAs(Released.VERSIONS);
        assertThat(SchemaNormalization.toParsingForm(released.get(0)))
                .startsWith("{\"name\":\"" + PendingCall.class.getName());
        assertThat(Released.of("NeverReleased")).isEmpty();
    }

    private static byte[] earlier() throws IOException {
        GenericRecord record =
                new GenericRecordBuilder(EARLIER).set("provider", "api").build();
        ByteBuffer bytes = new BinaryMessageEncoder<GenericRecord>(GenericData.get(), EARLIER).encode(record);
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(copy);
        return copy;
    }
}
