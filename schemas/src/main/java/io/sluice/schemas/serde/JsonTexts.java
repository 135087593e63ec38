package io.sluice.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Fields that hold a JSON value as its text, where the record's JSON has the value itself: a request's {@code json} always,
 * {@code context} where it is no string. Which of the two a context is, {@code contextIsJson} says, which JSON does not have.
 */
final class JsonTexts {
    private static final String CONTEXT = "context";
    private static final String CONTEXT_IS_JSON = "contextIsJson";

    private JsonTexts() {}

    /** Whether a field only says how another one is meant, so that the record's JSON does not have it. */
    static boolean isFlag(Schema.Field field) {
        return field.name().equals(CONTEXT_IS_JSON);
    }

    /** The value of the flag in a record whose JSON is given. */
    static boolean flag(JsonNode record) {
        return record.hasNonNull(CONTEXT) && !record.get(CONTEXT).isTextual();
    }

    /** Whether a field is to hold the text of the JSON value that is given for it. */
    static boolean isJson(Schema record, Schema.Field field, JsonNode given) {
        return isBody(record, field) || (isContext(record, field) && !given.isTextual());
    }

    /** Whether a field of a record holds the text of a JSON value. */
    static boolean isJson(SpecificRecord record, Schema.Field field) {
        Schema schema = record.getSchema();
        return isBody(schema, field)
                || (isContext(schema, field)
                        && (Boolean) record.get(schema.getField(CONTEXT_IS_JSON).pos()));
    }

    /** The value of a JSON text; what is none, as a request may have it before it is checked, is a string. */
    static JsonNode parsed(String json) {
        try {
            return JsonRecords.MAPPER.readTree(json);
        } catch (JsonProcessingException notJson) {
            return JsonNodeFactory.instance.textNode(json);
        }
    }

    private static boolean isBody(Schema record, Schema.Field field) {
        return record.getName().equals("ApiRequest") && field.name().equals("json");
    }

    private static boolean isContext(Schema record, Schema.Field field) {
        return field.name().equals(CONTEXT) && record.getField(CONTEXT_IS_JSON) != null;
    }
}
