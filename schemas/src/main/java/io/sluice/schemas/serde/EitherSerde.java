package io.sluice.schemas.serde;

import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Reads JSON where the first byte is <code>{</code>, Avro otherwise; writes as it was told. */
final class EitherSerde<V> implements Serde<V>, Deserializer<V> {
    private final Serde<V> own;
    private final Deserializer<V> json;

    EitherSerde(Serde<V> own, Deserializer<V> json) {
        this.own = own;
        this.json = json;
    }

    @Override
    public @Nullable V deserialize(String topic, byte @Nullable [] bytes) {
        boolean isJson = bytes != null && bytes.length > 0 && bytes[0] == '{';
        return isJson ? json.deserialize(topic, bytes) : own.deserializer().deserialize(topic, bytes);
    }

    @Override
    public Serializer<V> serializer() {
        return own.serializer();
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
