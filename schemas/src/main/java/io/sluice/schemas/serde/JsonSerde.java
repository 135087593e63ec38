package io.sluice.schemas.serde;

import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** JSON with the field names of the Avro contract. */
final class JsonSerde<V> implements Serde<V>, Serializer<V>, Deserializer<V> {
    private final JsonRecords<V> records;

    JsonSerde(Schema schema) {
        this.records = new JsonRecords<>(schema);
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable V value) {
        return value == null ? null : records.write(value);
    }

    @Override
    public @Nullable V deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes != null && bytes.length > 0 && bytes[0] == 0) {
            throw new ForeignFormatException(
                    Format.AVRO, "not JSON: the record begins as Avro in the Confluent wire format");
        }
        return bytes == null ? null : records.read(bytes);
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
