package io.sluice.policy.answer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A provider's answer as it came; its body is parsed once, and only if somebody asks. */
public final class Answer {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Larger bodies are not looked into, in bytes. */
    private static final int LOOKED_INTO = 1024 * 1024;

    private final int status;
    private final Map<String, List<String>> headers;
    private final byte @Nullable [] body;
    private final long sentAt;
    private final long answeredAt;
    private @Nullable JsonNode parsed;

    /**
     * @param headers lower-case name to its values
     * @param sentAt epoch ms before which the call did not leave
     * @param answeredAt epoch ms by which the provider had the call: when the answer's head came
     */
    public Answer(int status, Map<String, List<String>> headers, byte @Nullable [] body, long sentAt, long answeredAt) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.sentAt = sentAt;
        this.answeredAt = answeredAt;
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

    /** The values of a header, joined by commas as RFC 9110 5.3 allows; null where it is absent. */
    @Nullable
    String header(String name) {
        List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? null : String.join(", ", values);
    }

    String contentType() {
        String type = header("content-type");
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }

    /** The value at a JSON pointer as text; null where there is none. */
    @Nullable
    String json(String pointer) {
        JsonNode value = tree().at(pointer);
        return value.isValueNode() && !value.isNull() ? value.asText() : null;
    }

    private JsonNode tree() {
        JsonNode tree = parsed;
        if (tree == null) {
            tree = parse();
            parsed = tree;
        }
        return tree;
    }

    private JsonNode parse() {
        if (body == null || body.length > LOOKED_INTO) {
            return MissingNode.getInstance();
        }
        try {
            return MAPPER.readTree(body);
        } catch (IOException notJson) {
            return MissingNode.getInstance();
        }
    }
}
