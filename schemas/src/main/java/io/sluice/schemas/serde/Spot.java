package io.sluice.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * A place in a JSON record, such as {@code query.a[0]}, and what can be wrong there.
 *
 * @param hidden whether messages must not show what was found, since it may be a secret
 */
record Spot(String path, boolean hidden) {
    static final Spot ROOT = new Spot("", false);

    /** Property of a schema whose values may be secrets. */
    private static final String SENSITIVE = "sensitive";

    private static final int SHOWN = 60;

    /** Whether messages about a record of this schema must not show its values. */
    static boolean isSensitive(Schema schema) {
        return Boolean.TRUE.equals(schema.getObjectProp(SENSITIVE));
    }

    Spot inside(Schema schema) {
        return hidden || !isSensitive(schema) ? this : new Spot(path, true);
    }

    Spot field(String name) {
        return new Spot(path.isEmpty() ? shortened(name) : path + '.' + shortened(name), hidden);
    }

    Spot item(int index) {
        return new Spot(path + '[' + index + ']', hidden);
    }

    UnreadableRecordException wrong(JsonNode found, String expected) {
        String where = path.isEmpty() ? "the record" : "field '" + path + "'";
        return new UnreadableRecordException(where + " is " + described(found) + ", expected " + expected);
    }

    UnreadableRecordException missing() {
        return new UnreadableRecordException("field '" + path + "' is missing");
    }

    UnreadableRecordException unknown(List<Schema.Field> known) {
        String names = known.stream()
                .filter(field -> !JsonTexts.isFlag(field))
                .map(Schema.Field::name)
                .collect(Collectors.joining(", "));
        return new UnreadableRecordException("unknown field '" + path + "', expected one of " + names, true);
    }

    UnreadableRecordException givenTwice(String other) {
        return new UnreadableRecordException("fields '" + path + "' and '" + other + "' are both given, expected one");
    }

    /** The node, where it is as expected. */
    JsonNode check(boolean good, JsonNode node, String expected) {
        if (!good) {
            throw wrong(node, expected);
        }
        return node;
    }

    private String described(JsonNode found) {
        return switch (found.getNodeType()) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case MISSING -> "empty";
            case STRING -> hidden ? "a string" : shortened(found.toString());
            case NUMBER -> hidden ? "a number" : shortened(found.toString());
            case BOOLEAN, NULL, BINARY, POJO -> found.toString();
        };
    }

    private static String shortened(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 3) + "...";
    }
}
