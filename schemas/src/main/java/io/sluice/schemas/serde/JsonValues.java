package io.sluice.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.schemas.wire.Texts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Base64;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/** Turns JSON values that hold no others into values of records. */
final class JsonValues {
    private JsonValues() {}

    static String string(JsonNode node, Spot spot) {
        return whole(spot.check(node.isTextual(), node, "a string").textValue(), node, spot);
    }

    /** A text, where it can be written again. */
    static String whole(String text, JsonNode node, Spot spot) {
        spot.check(Texts.isWellFormed(text), node, "text without halves of surrogate pairs");
        return text;
    }

    /** A string, number or boolean as text. */
    static String text(JsonNode node, Spot spot) {
        spot.check(node.isValueNode() && !node.isNull(), node, "a string or a list of strings");
        return whole(node.asText(), node, spot);
    }

    static boolean truth(JsonNode node, Spot spot) {
        return spot.check(node.isBoolean(), node, "true or false").booleanValue();
    }

    static Object symbol(Schema schema, JsonNode node, Spot spot) {
        boolean known = node.isTextual() && schema.hasEnumSymbol(node.textValue());
        spot.check(known, node, "one of " + String.join(", ", schema.getEnumSymbols()));
        return SpecificData.get().createEnum(node.textValue(), schema);
    }

    static int integer(JsonNode node, Spot spot) {
        spot.check(node.isIntegralNumber(), node, "a whole number");
        return spot.check(
                        node.canConvertToInt(),
                        node,
                        "a whole number from " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE)
                .intValue();
    }

    static long whole(JsonNode node, Spot spot) {
        spot.check(node.isIntegralNumber(), node, "a whole number");
        return spot.check(
                        node.canConvertToLong(),
                        node,
                        "a whole number from " + Long.MIN_VALUE + " to " + Long.MAX_VALUE)
                .longValue();
    }

    static double number(JsonNode node, Spot spot) {
        return spot.check(node.isNumber() && Double.isFinite(node.doubleValue()), node, "a number")
                .doubleValue();
    }

    /** Epoch milliseconds, from text in the form of RFC 3339. */
    static long instant(JsonNode node, Spot spot) {
        try {
            return OffsetDateTime.parse(node.textValue()).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw spot.wrong(node, "epoch ms or an RFC 3339 date and time");
        }
    }

    /** Bytes as text of a field, or as base64 of the field whose name ends so. */
    static @Nullable ByteBuffer bytes(@Nullable JsonNode text, @Nullable JsonNode base64, Spot spot) {
        Spot coded = new Spot(spot.path() + JsonWriter.BASE64, spot.hidden());
        if (base64 == null || base64.isNull()) {
            return text == null || text.isNull()
                    ? null
                    : ByteBuffer.wrap(string(text, spot).getBytes(StandardCharsets.UTF_8));
        }
        if (text != null && !text.isNull()) {
            throw spot.givenTwice(coded.path());
        }
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(string(base64, coded)));
        } catch (IllegalArgumentException e) {
            throw coded.wrong(base64, "base64");
        }
    }
}
