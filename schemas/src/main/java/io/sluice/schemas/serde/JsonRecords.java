package io.sluice.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Objects;
import org.apache.avro.Schema;

/**
 * Records of a schema as JSON.
 *
 * <p>Unions are plain values, an absent or null field takes its default. Bytes are a text field of the name where they
 * are UTF-8, else base64 in a field of that name with {@code Base64} behind it. An unknown field, a wrong type or a
 * missing field is an {@link UnreadableRecordException} that names the field.
 */
public final class JsonRecords<V> {
    /** Reads strictly: no duplicate fields, nothing behind the value, numbers as they are written. */
    static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static {
        Trust.inRecords();
    }

    private final Schema schema;

    public JsonRecords(Schema schema) {
        this.schema = schema;
    }

    /** Writes a record as UTF-8 JSON on one line. */
    public byte[] write(V value) {
        try {
            return MAPPER.writeValueAsBytes(JsonWriter.tree(schema, value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can be written", e);
        }
    }

    /** Reads a record from UTF-8 JSON. */
    public V read(byte[] bytes) {
        return read(tree(bytes));
    }

    /** Reads UTF-8 JSON of any shape. */
    public static JsonNode tree(byte[] bytes) {
        try {
            return MAPPER.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new UnreadableRecordException("not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UnreadableRecordException("not JSON: " + e.getMessage());
        }
    }

    /** Reads a record from a JSON tree. */
    @SuppressWarnings("unchecked") // the reader makes what the schema says, and V is that
    public V read(JsonNode tree) {
        return (V) Objects.requireNonNull(JsonReader.value(schema, tree, ""), "no schema of a topic allows null");
    }

    /** A record as a JSON tree. */
    public JsonNode tree(V value) {
        return JsonWriter.tree(schema, value);
    }
}
