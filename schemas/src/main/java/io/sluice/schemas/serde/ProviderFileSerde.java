package io.sluice.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.schemas.ProviderPolicy;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** A provider in JSON: the record is its file, so that programs write the one that people write. */
final class ProviderFileSerde {
    private ProviderFileSerde() {}

    static Serde<ProviderPolicy> make() {
        return Serdes.serdeFrom(
                (topic, value) -> value == null ? null : value.getFile().getBytes(StandardCharsets.UTF_8),
                (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    /** What the file says beside its name is the reader's business who knows files. */
    private static ProviderPolicy read(byte[] bytes) {
        JsonNode file = JsonRecords.tree(bytes);
        return new ProviderPolicy(file.path("provider").asText(), file.toString());
    }
}
