package io.sluice.schemas.serde;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Avro in the Confluent wire format: a zero byte, the schema's id as four bytes, the value.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/fundamentals/serdes-develop/index.html#wire-format">Wire format</a>
 */
final class AvroSerde<V> implements Serde<V>, Serializer<V>, Deserializer<V> {
    private static final int HEADER = 5;
    private static final ThreadLocal<@Nullable BinaryDecoder> DECODERS = new ThreadLocal<>();

    static {
        Trust.inRecords();
    }

    private final Registry registry;
    private final Schema schema;
    private final Writers writtenBy;
    private final Map<Schema, AvroWriter<V>> encoders = new ConcurrentHashMap<>();
    private final Map<Integer, SpecificDatumReader<V>> readers = new ConcurrentHashMap<>();

    /** Who writes a topic. */
    enum Writers {
        /** Anybody: what cannot be read is the record's fault. */
        ANYBODY,
        /** Sluice alone: where the registry refuses a schema of it, the record is good and waits. */
        SLUICE
    }

    AvroSerde(Registry registry, Schema schema, Writers writers) {
        this.registry = registry;
        this.schema = schema;
        this.writtenBy = writers;
    }

    /** The ids of the schemas that it writes to a topic, by subject. */
    SortedMap<String, Integer> ids(String topic) {
        SubjectNameStrategy subjects = registry.subjects();
        SortedMap<String, Integer> ids = new TreeMap<>();
        for (Schema written : subjects.allWritten(schema)) {
            String subject = subjects.subject(topic, written);
            ids.put(subject, registry.id(subject, written));
        }
        return ids;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable V value) {
        if (value == null) {
            return null;
        }
        SubjectNameStrategy subjects = registry.subjects();
        Schema written = subjects.written(schema, value);
        int id = registry.id(subjects.subject(topic, written), written);
        return encoders.computeIfAbsent(written, AvroWriter::new)
                .write(ByteBuffer.allocate(HEADER).putInt(1, id).array(), value);
    }

    @Override
    public @Nullable V deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length > 0 && bytes[0] == '{') {
            throw new ForeignFormatException(
                    Format.JSON, "the record is JSON, expected Avro in the Confluent wire format");
        }
        if (bytes.length < HEADER || bytes[0] != 0) {
            throw new UnreadableRecordException("the record is neither JSON nor Avro in the Confluent wire format");
        }
        int id = ByteBuffer.wrap(bytes, 1, 4).getInt();
        // Avro's fast reader. Generated code is no faster and makes a list as long as the bytes claim that it is.
        SpecificDatumReader<V> reader = readers.computeIfAbsent(
                id, unread -> new SpecificDatumReader<>(writtenAs(unread), schema, new SpecificData()));
        try {
            return read(reader, bytes);
        } catch (EOFException e) {
            throw new UnreadableRecordException("the record of schema id " + id + " ends early");
        } catch (StackOverflowError e) {
            throw new UnreadableRecordException("the record of schema id " + id + " is nested too deep");
        } catch (IOException | RuntimeException e) {
            // Whatever Avro makes of bytes that are no such value: it has no common exception for them.
            throw new UnreadableRecordException("the record does not fit schema id " + id + ": " + e.getMessage());
        }
    }

    private Schema writtenAs(int id) {
        try {
            return registry.schema(id);
        } catch (RefusedSchemaException e) {
            throw writtenBy == Writers.SLUICE ? new RegistryException(e.getMessage(), e) : e;
        }
    }

    private V read(SpecificDatumReader<V> reader, byte[] bytes) throws IOException {
        BinaryDecoder decoder =
                DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, DECODERS.get());
        DECODERS.set(decoder);
        V value = reader.read(null, decoder);
        if (!decoder.isEnd()) {
            throw new AvroRuntimeException("there are bytes behind it");
        }
        return value;
    }

    @Override
    public Serializer<V> serializer() {
        return this;
    }

    @Override
    public Deserializer<V> deserializer() {
        return this;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public void close() {}
}
