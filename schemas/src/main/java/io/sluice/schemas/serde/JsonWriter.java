package io.sluice.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Turns records into JSON trees. */
final class JsonWriter {
    /** Name ending of a field that holds bytes which are no text. */
    static final String BASE64 = "Base64";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonWriter() {}

    static JsonNode tree(Schema schema, @Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        return switch (schema.getType()) {
            case UNION -> tree(schema.getTypes().get(SpecificData.get().resolveUnion(schema, value)), value);
            case RECORD -> record((SpecificRecord) value);
            case MAP -> map(schema.getValueType(), (Map<?, ?>) value);
            case ARRAY -> array(schema.getElementType(), (Collection<?>) value);
            case STRING, ENUM -> NODES.textNode(value.toString());
            case LONG -> NODES.numberNode((Long) value);
            case INT -> NODES.numberNode((Integer) value);
            case DOUBLE -> NODES.numberNode((Double) value);
            case BOOLEAN -> NODES.booleanNode((Boolean) value);
            case NULL, BYTES, FIXED, FLOAT ->
                throw new IllegalArgumentException("a value of type " + schema.getType() + " does not stand by itself");
        };
    }

    private static ObjectNode record(SpecificRecord record) {
        ObjectNode node = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (isBytes(field.schema())) {
                bytes(node, field.name(), (ByteBuffer) value);
            } else if (value != null && JsonTexts.isJson(record, field)) {
                node.set(field.name(), JsonTexts.parsed(value.toString()));
            } else if (!JsonTexts.isFlag(field)) {
                node.set(field.name(), tree(field.schema(), value));
            }
        }
        return node;
    }

    private static void bytes(ObjectNode node, String name, @Nullable ByteBuffer value) {
        node.putNull(name);
        node.putNull(name + BASE64);
        if (value == null) {
            return;
        }
        try {
            node.put(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(value.duplicate())
                            .toString());
        } catch (CharacterCodingException notText) {
            ByteBuffer base64 = Base64.getEncoder().encode(value.duplicate());
            node.put(name + BASE64, StandardCharsets.US_ASCII.decode(base64).toString());
        }
    }

    private static JsonNode map(Schema values, Map<?, ?> map) {
        ObjectNode node = NODES.objectNode();
        map.forEach((key, value) -> node.set(key.toString(), tree(values, value)));
        return node;
    }

    private static JsonNode array(Schema elements, Collection<?> array) {
        ArrayNode node = NODES.arrayNode(array.size());
        array.forEach(element -> node.add(tree(elements, element)));
        return node;
    }

    static boolean isBytes(Schema schema) {
        return schema.getType() == Schema.Type.BYTES
                || (schema.isUnion()
                        && schema.getTypes().stream().anyMatch(type -> type.getType() == Schema.Type.BYTES));
    }

    /** Whether a record's JSON names a field, under either of the names of bytes. */
    static boolean isGiven(Schema.Field field, JsonNode node) {
        return node.has(field.name()) || (isBytes(field.schema()) && node.has(field.name() + BASE64));
    }
}
