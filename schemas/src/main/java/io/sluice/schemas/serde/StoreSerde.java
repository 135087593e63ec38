package io.sluice.schemas.serde;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Avro's single-object encoding, for stores: it names the schema by its fingerprint and needs no registry.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Single-object encoding</a>
 */
public final class StoreSerde {
    static {
        Trust.inRecords();
    }

    private StoreSerde() {}

    /** A serde that writes the given schema and reads it and all its released versions. */
    public static <V> Serde<V> of(Schema schema) {
        return of(schema, Released.of(schema.getName()));
    }

    /** A serde that writes the given schema and reads it and the earlier ones. */
    static <V> Serde<V> of(Schema schema, List<Schema> earlier) {
        SpecificData model = new SpecificData();
        AvroWriter<V> writer = new AvroWriter<>(schema);
        byte[] header = header(schema);
        BinaryMessageDecoder<V> decoder = new BinaryMessageDecoder<>(model, schema);
        earlier.forEach(decoder::addSchema);
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : writer.write(header, value), (topic, bytes) -> {
                    if (bytes == null) {
                        return null;
                    }
                    try {
                        return decoder.decode(bytes);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /** Two bytes that name the encoding, then the CRC-64-AVRO of the schema, lowest byte first. */
    private static byte[] header(Schema schema) {
        return ByteBuffer.allocate(10)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 0xC3)
                .put((byte) 1)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array();
    }
}
