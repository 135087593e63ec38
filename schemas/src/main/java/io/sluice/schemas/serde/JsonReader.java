package io.sluice.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.schemas.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Turns JSON trees into records. */
final class JsonReader {
    /** Fields of type long that may be written as RFC 3339 text. */
    private static final Set<String> INSTANTS = Set.of("deadline");

    private JsonReader() {}

    static @Nullable Object value(Schema schema, JsonNode node, String path) {
        return switch (schema.getType()) {
            case UNION -> union(schema, node, path);
            case RECORD ->
                schema.getName().equals("JsonText") ? new JsonText(node.toString()) : record(schema, node, path);
            case MAP -> map(schema.getValueType(), node, path);
            case ARRAY -> array(schema.getElementType(), node, path);
            case STRING -> string(node, path);
            case ENUM -> symbol(schema, node, path);
            case LONG -> number(node, path, Long.MIN_VALUE, Long.MAX_VALUE);
            case INT -> (int) number(node, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case DOUBLE -> check(node.isNumber(), node, path, "a number").doubleValue();
            case BOOLEAN -> check(node.isBoolean(), node, path, "true or false").booleanValue();
            case NULL, BYTES, FIXED, FLOAT -> throw wrong(node, path, "nothing");
        };
    }

    private static SpecificRecord record(Schema schema, JsonNode node, String path) {
        check(node.isObject(), node, path, "an object");
        refuseUnknown(schema, node, path);
        SpecificRecord record =
                (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
        for (Schema.Field field : schema.getFields()) {
            String at = path.isEmpty() ? field.name() : path + '.' + field.name();
            record.put(field.pos(), field(schema, field, node, at));
        }
        return record;
    }

    private static @Nullable Object field(Schema record, Schema.Field field, JsonNode node, String at) {
        JsonNode given = node.get(field.name());
        if (JsonWriter.isBytes(field.schema())) {
            return bytes(given, node.get(field.name() + JsonWriter.BASE64), at);
        }
        if (given == null || given.isNull()) {
            if (!field.hasDefaultValue()) {
                throw new UnreadableRecordException("field '" + at + "' is missing");
            }
            return SpecificData.get()
                    .deepCopy(field.schema(), SpecificData.get().getDefaultValue(field));
        }
        if (JsonWriter.isJsonText(record, field)) {
            return given.toString();
        }
        if (INSTANTS.contains(field.name()) && given.isTextual()) {
            return instant(given, at);
        }
        return value(field.schema(), given, at);
    }

    private static void refuseUnknown(Schema schema, JsonNode node, String path) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            boolean bytes = name.endsWith(JsonWriter.BASE64)
                    && schema.getField(name.substring(0, name.length() - JsonWriter.BASE64.length())) != null;
            if (schema.getField(name) == null && !bytes) {
                String at = path.isEmpty() ? name : path + '.' + name;
                throw new UnreadableRecordException(
                        "unknown field '" + at + "', expected one of "
                                + String.join(
                                        ", ",
                                        schema.getFields().stream()
                                                .map(Schema.Field::name)
                                                .toList()),
                        true);
            }
        }
    }

    private static @Nullable Object union(Schema union, JsonNode node, String path) {
        if (node.isNull() && union.isNullable()) {
            return null;
        }
        List<Schema> branches = union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        for (Schema branch : branches) {
            if (branches.size() == 1 || suits(branch, node)) {
                return value(branch, node, path);
            }
        }
        throw wrong(node, path, union.getTypes().toString());
    }

    /** Whether a value is of one branch among several: a string, a record by its required fields, or any JSON value. */
    private static boolean suits(Schema branch, JsonNode node) {
        return switch (branch.getType()) {
            case STRING -> node.isTextual();
            case RECORD ->
                branch.getName().equals("JsonText")
                        || branch.getFields().stream()
                                .allMatch(field -> field.hasDefaultValue() || node.has(field.name()));
            default -> false;
        };
    }

    private static Map<String, Object> map(Schema values, JsonNode node, String path) {
        check(node.isObject(), node, path, "an object");
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            String at = path + '.' + entry.getKey();
            JsonNode given = entry.getValue();
            boolean single = values.getType() == Schema.Type.ARRAY && !given.isArray();
            Object value = single ? new ArrayList<>(List.of(scalar(given, at))) : value(values, given, at);
            map.put(entry.getKey(), value);
        });
        return map;
    }

    private static List<Object> array(Schema elements, JsonNode node, String path) {
        check(node.isArray(), node, path, "a list");
        List<Object> array = new GenericData.Array<>(node.size(), Schema.createArray(elements));
        for (int i = 0; i < node.size(); i++) {
            array.add(value(elements, node.get(i), path + '[' + i + ']'));
        }
        return new ArrayList<>(array);
    }

    private static String string(JsonNode node, String path) {
        return check(node.isTextual(), node, path, "a string").textValue();
    }

    private static String scalar(JsonNode node, String path) {
        return check(node.isValueNode() && !node.isNull(), node, path, "a string or a list of strings")
                .asText();
    }

    private static Object symbol(Schema schema, JsonNode node, String path) {
        boolean known = node.isTextual() && schema.hasEnumSymbol(node.textValue());
        check(known, node, path, "one of " + String.join(", ", schema.getEnumSymbols()));
        return SpecificData.get().createEnum(node.textValue(), schema);
    }

    private static long number(JsonNode node, String path, long least, long most) {
        boolean whole = node.isIntegralNumber() && node.canConvertToLong();
        check(whole && node.longValue() >= least && node.longValue() <= most, node, path, "a whole number");
        return node.longValue();
    }

    private static long instant(JsonNode node, String path) {
        try {
            return OffsetDateTime.parse(node.textValue()).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw wrong(node, path, "epoch ms or an RFC 3339 date and time");
        }
    }

    private static @Nullable ByteBuffer bytes(@Nullable JsonNode text, @Nullable JsonNode base64, String path) {
        if (base64 != null && !base64.isNull()) {
            try {
                return ByteBuffer.wrap(Base64.getDecoder().decode(string(base64, path + JsonWriter.BASE64)));
            } catch (IllegalArgumentException e) {
                throw wrong(base64, path + JsonWriter.BASE64, "base64");
            }
        }
        if (text == null || text.isNull()) {
            return null;
        }
        return ByteBuffer.wrap(string(text, path).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode check(boolean good, JsonNode node, String path, String expected) {
        if (!good) {
            throw wrong(node, path, expected);
        }
        return node;
    }

    private static UnreadableRecordException wrong(JsonNode node, String path, String expected) {
        String found = node.isContainerNode() ? (node.isArray() ? "a list" : "an object") : node.toString();
        String where = path.isEmpty() ? "the record" : "field '" + path + "'";
        return new UnreadableRecordException(where + " is " + shortened(found) + ", expected " + expected);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 57) + "...";
    }
}
