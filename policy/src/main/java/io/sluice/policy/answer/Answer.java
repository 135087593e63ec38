package io.sluice.policy.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.sluice.policy.dialect.Head;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.wire.Buffers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A provider's answer as it came; its body is parsed once, and only if somebody asks. */
public final class Answer {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private final int status;
    private final Head head;
    private final byte @Nullable [] body;
    private final long sentAt;
    private final long answeredAt;
    private @Nullable JsonNode parsed;
    private @Nullable String text;

    /**
     * @param headers lower-case name to its values
     * @param sentAt epoch ms before which the call did not leave
     * @param answeredAt epoch ms by which the provider had the call: when the answer's head came
     */
    public Answer(int status, Map<String, List<String>> headers, byte @Nullable [] body, long sentAt, long answeredAt) {
        this.status = status;
        this.head = new Head(headers);
        this.body = body;
        this.sentAt = sentAt;
        this.answeredAt = answeredAt;
    }

    /** The answer that a record of a call's outcome holds; where no status came it is 0. */
    public static Answer of(CallOutcome outcome, long sentAt, long answeredAt) {
        ByteBuffer body = outcome.getBody();
        byte[] bytes = body == null ? null : Buffers.bytes(body);
        int status = outcome.getStatus() == null ? 0 : outcome.getStatus();
        return new Answer(status, outcome.getHeaders(), bytes, sentAt, answeredAt);
    }

    int status() {
        return status;
    }

    long sentAt() {
        return sentAt;
    }

    long answeredAt() {
        return answeredAt;
    }

    Head head() {
        return head;
    }

    @Nullable
    String header(String name) {
        return head.get(name.toLowerCase(Locale.ROOT));
    }

    String contentType() {
        String type = header("content-type");
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    boolean hasBody() {
        return body != null;
    }

    /** The value at a JSON pointer as text; null where there is none. */
    @Nullable
    String json(String pointer) {
        return valueAt(tree(), pointer);
    }

    /** The same in the JSON that a header holds. */
    @Nullable
    String json(String header, String pointer) {
        String value = header(header);
        return value == null ? null : valueAt(parse(value.getBytes(StandardCharsets.UTF_8)), pointer);
    }

    /** The beginning of the body as text; null where there is none. */
    @Nullable
    String text() {
        if (text == null && body != null) {
            text = new String(body, 0, Math.min(body.length, TextPattern.LOOKED_AT), StandardCharsets.UTF_8);
        }
        return text;
    }

    private static @Nullable String valueAt(JsonNode tree, String pointer) {
        JsonNode value = tree.at(pointer);
        if (value.isDouble() && Double.isFinite(value.doubleValue())) {
            return value.decimalValue().toPlainString(); // as text it would have an exponent where it is large
        }
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    private JsonNode tree() {
        JsonNode tree = parsed;
        if (tree == null) {
            tree = parse(body);
            parsed = tree;
        }
        return tree;
    }

    private static JsonNode parse(byte @Nullable [] text) {
        if (text == null) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(text);
        } catch (IOException notInUnicode) {
            return parseLatin(text);
        }
    }

    /** JSON is in Unicode (RFC 8259, 8.1), but not all servers know; what tells of limits is in ASCII anyway. */
    private static JsonNode parseLatin(byte[] text) {
        try {
            return MAPPER.readTree(new String(text, StandardCharsets.ISO_8859_1));
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
