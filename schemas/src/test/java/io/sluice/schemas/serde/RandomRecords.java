package io.sluice.schemas.serde;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.schemas.ApiRequest;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Records of any schema with random content; the same seed makes the same records. */
final class RandomRecords {
    private static final String[] TEXTS = {"", "a", "GET", "/x?y=1", "grüezi", "日本", "🦆", "\u0000\n\"\\", "null", "{}"
    };

    private final Random random;

    RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    SpecificRecord record(Schema schema) {
        return filled(schema);
    }

    private Object value(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> filled(schema);
            case ENUM -> SpecificData.get().createEnum(pick(schema.getEnumSymbols()), schema);
            case ARRAY -> list(schema.getElementType());
            case MAP -> map(schema.getValueType());
            case UNION -> value(pick(schema.getTypes()));
            case STRING -> text();
            case BYTES -> bytes();
            case INT -> random.nextBoolean() ? random.nextInt(10) : random.nextInt();
            case LONG -> random.nextBoolean() ? (Object) (long) random.nextInt(10) : (Object) random.nextLong();
            case DOUBLE -> random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20);
            case BOOLEAN -> random.nextBoolean();
            case NULL -> null;
            case FIXED, FLOAT -> throw new IllegalArgumentException("no contract has " + schema);
        };
    }

    private SpecificRecord filled(Schema schema) {
        SpecificRecord record =
                (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), value(field.schema()));
        }
        if (record instanceof ApiRequest) {
            record.put(schema.getField("json").pos(), random.nextBoolean() ? json(2, true) : null);
        }
        Schema.Field isJson = schema.getField("contextIsJson");
        if (isJson != null && (Boolean) record.get(isJson.pos())) {
            record.put(schema.getField("context").pos(), json(2, false));
        }
        return record;
    }

    private List<Object> list(Schema elements) {
        List<Object> list = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            list.add(value(elements));
        }
        return list;
    }

    private Map<String, Object> map(Schema values) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            map.put(text(), value(values));
        }
        return map;
    }

    private String text() {
        return TEXTS[random.nextInt(TEXTS.length)] + (random.nextBoolean() ? "" : random.nextInt(1000));
    }

    private ByteBuffer bytes() {
        if (random.nextBoolean()) {
            return ByteBuffer.wrap(text().getBytes(StandardCharsets.UTF_8));
        }
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** A JSON value as text, written as our own writer does. */
    private String json(int depth, boolean withTextsAndNull) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        JsonNode node = switch (random.nextInt(depth == 0 ? 3 : 5)) {
            case 0 -> nodes.numberNode(random.nextLong());
            case 1 -> nodes.numberNode(new BigDecimal(random.nextInt(1000)).movePointLeft(3));
            case 2 -> withTextsAndNull ? nodes.textNode(text()) : nodes.booleanNode(random.nextBoolean());
            case 3 -> nodes.arrayNode().addNull().add(text()).add(random.nextInt());
            default -> nodes.objectNode().put(text(), text()).put("n", random.nextInt());
        };
        return node.toString();
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
