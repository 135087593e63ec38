package io.sluice.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.schemas.ProviderPolicy;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** A provider in JSON: the record is its file, so that programs write the one that people write. */
final class ProviderFileSerde
        implements Serde<ProviderPolicy>, Serializer<ProviderPolicy>, Deserializer<ProviderPolicy> {
    @Override
    public byte @Nullable [] serialize(String topic, @Nullable ProviderPolicy value) {
        return value == null ? null : value.getFile().getBytes(StandardCharsets.UTF_8);
    }

    /** What the file says beside its name is the reader's business who knows files. */
    @Override
    public @Nullable ProviderPolicy deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        JsonNode file = JsonRecords.tree(bytes);
        return new ProviderPolicy(file.path("provider").asText(), file.toString());
    }

    @Override
    public Serializer<ProviderPolicy> serializer() {
        return this;
    }

    @Override
    public Deserializer<ProviderPolicy> deserializer() {
        return this;
    }

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {}

    @Override
    public void close() {}
}
