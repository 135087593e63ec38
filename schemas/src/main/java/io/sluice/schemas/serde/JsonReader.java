package io.sluice.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Turns JSON trees into records. */
final class JsonReader {
    /** Fields of type long that may be written as RFC 3339 text. */
    private static final Set<String> INSTANTS = Set.of("deadline");

    private JsonReader() {}

    static @Nullable Object value(Schema schema, JsonNode node, Spot spot) {
        return switch (schema.getType()) {
            case UNION -> union(schema, node, spot);
            case RECORD -> record(schema, node, spot);
            case MAP -> map(schema.getValueType(), node, spot);
            case ARRAY -> array(schema.getElementType(), node, spot);
            case STRING -> JsonValues.string(node, spot);
            case ENUM -> JsonValues.symbol(schema, node, spot);
            case LONG -> JsonValues.whole(node, spot);
            case INT -> JsonValues.integer(node, spot);
            case DOUBLE -> JsonValues.number(node, spot);
            case BOOLEAN -> JsonValues.truth(node, spot);
            case NULL, BYTES, FIXED, FLOAT -> throw spot.wrong(node, "nothing");
        };
    }

    private static SpecificRecord record(Schema schema, JsonNode node, Spot around) {
        Spot spot = around.inside(schema);
        spot.check(node.isObject(), node, "an object");
        refuseUnknown(schema, node, spot);
        SpecificRecord record =
                (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), field(schema, field, node, spot.field(field.name())));
        }
        return record;
    }

    private static @Nullable Object field(Schema record, Schema.Field field, JsonNode node, Spot spot) {
        JsonNode given = node.get(field.name());
        if (JsonWriter.isBytes(field.schema())) {
            ByteBuffer bytes = JsonValues.bytes(given, node.get(field.name() + JsonWriter.BASE64), spot);
            return bytes == null ? byDefault(field, spot) : bytes;
        }
        if (JsonTexts.isFlag(field)) {
            return JsonTexts.flag(node);
        }
        if (given == null || given.isNull()) {
            return byDefault(field, spot);
        }
        if (JsonTexts.isJson(record, field, given)) {
            return JsonValues.whole(given.toString(), given, spot);
        }
        if (INSTANTS.contains(field.name()) && given.isTextual()) {
            return JsonValues.instant(given, spot);
        }
        return value(field.schema(), given, spot);
    }

    private static @Nullable Object byDefault(Schema.Field field, Spot spot) {
        if (!field.hasDefaultValue()) {
            throw spot.missing();
        }
        return SpecificData.get().deepCopy(field.schema(), SpecificData.get().getDefaultValue(field));
    }

    private static void refuseUnknown(Schema schema, JsonNode node, Spot spot) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            Schema.Field field = schema.getField(name);
            if ((field == null || JsonTexts.isFlag(field)) && !isBase64OfBytes(schema, name)) {
                throw spot.field(name).unknown(schema.getFields());
            }
        }
    }

    private static boolean isBase64OfBytes(Schema schema, String name) {
        if (!name.endsWith(JsonWriter.BASE64)) {
            return false;
        }
        Schema.Field field = schema.getField(name.substring(0, name.length() - JsonWriter.BASE64.length()));
        return field != null && JsonWriter.isBytes(field.schema());
    }

    private static @Nullable Object union(Schema union, JsonNode node, Spot spot) {
        if (node.isNull() && union.isNullable()) {
            return null;
        }
        List<Schema> branches = union.getTypes().stream()
                .filter(branch -> branch.getType() != Schema.Type.NULL)
                .toList();
        for (Schema branch : branches) {
            if (branches.size() == 1 || suits(branch, node)) {
                return value(branch, node, spot);
            }
        }
        throw spot.wrong(
                node, String.join(" or ", branches.stream().map(Schema::getName).toList()));
    }

    /** Whether a value is of one record among several, by its required fields. */
    private static boolean suits(Schema branch, JsonNode node) {
        return branch.getType() == Schema.Type.RECORD
                && branch.getFields().stream()
                        .allMatch(field -> field.hasDefaultValue() || JsonWriter.isGiven(field, node));
    }

    private static Map<String, Object> map(Schema values, JsonNode node, Spot spot) {
        spot.check(node.isObject(), node, "an object");
        Map<String, Object> map = new LinkedHashMap<>();
        boolean ofTexts =
                values.getType() == Schema.Type.ARRAY && values.getElementType().getType() == Schema.Type.STRING;
        node.properties().forEach(entry -> {
            Spot at = spot.field(entry.getKey());
            JsonValues.whole(entry.getKey(), entry.getValue(), at);
            map.put(entry.getKey(), ofTexts ? texts(entry.getValue(), at) : value(values, entry.getValue(), at));
        });
        return map;
    }

    /** The values of a query parameter, header or form field: one or a list. */
    private static List<Object> texts(JsonNode node, Spot spot) {
        List<Object> texts = new ArrayList<>(Math.max(1, node.size()));
        if (!node.isArray()) {
            texts.add(JsonValues.text(node, spot));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            texts.add(JsonValues.text(node.get(i), spot.item(i)));
        }
        return texts;
    }

    private static List<Object> array(Schema elements, JsonNode node, Spot spot) {
        spot.check(node.isArray(), node, "a list");
        List<Object> array = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            array.add(value(elements, node.get(i), spot.item(i)));
        }
        return array;
    }
}
