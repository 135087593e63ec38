package io.sluice.streams.observer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.core.provider.Names;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.OutcomeKind;
import io.sluice.schemas.wire.Buffers;
import io.sluice.schemas.wire.Reasons;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What kind of error an outcome is. */
final class Errors {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Larger bodies are not looked into, in bytes. */
    private static final int LOOKED_INTO = 64 * 1024;

    /** Characters of an example. */
    private static final int SHOWN = 200;

    /** Where APIs put their own codes; the first that holds one counts. */
    private static final List<String> CODES = List.of(
            "/error/code",
            "/errors/0/code",
            "/code",
            "/error_code",
            "/error/type",
            "/errors/0/extensions/code",
            "/error",
            "/type");

    /** A code is a word or a number; sentences differ from answer to answer and would make endless patterns. */
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}");

    private Errors() {}

    static boolean isOk(int status) {
        return (status >= 200 && status < 300) || status == 304;
    }

    /** Whether an outcome is an error at all; a call that could only not start in time is none. */
    static boolean isError(CallOutcome outcome) {
        return switch (outcome.getKind()) {
            case ANSWERED -> !isOk(outcome.getStatus() == null ? 0 : outcome.getStatus());
            case NOT_STARTED -> !Reasons.isHarmless(outcome.getReason());
            case NOT_SENT, TIMED_OUT, CONNECTION_LOST, BODY_TOO_LARGE -> true;
        };
    }

    /** The API's own code; of a call without an answer the caller's word for why, if it is a word. */
    static @Nullable String code(CallOutcome outcome) {
        if (outcome.getKind() != OutcomeKind.ANSWERED) {
            return word(beforeColon(outcome.getReason())).orElse(null);
        }
        JsonNode body = tree(outcome.getBody());
        return CODES.stream()
                .map(body::at)
                .filter(JsonNode::isValueNode)
                .flatMap(node -> word(node.asText(null)).stream())
                .findFirst()
                .orElse(null);
    }

    /** What the calls came to, as a word. */
    static String outcome(CallOutcome outcome) {
        return Names.word(outcome.getKind());
    }

    /** The beginning of the answer's body, or why there is none; callers have taken secrets out. */
    static @Nullable String example(CallOutcome outcome) {
        ByteBuffer body = outcome.getBody();
        if (body == null || !body.hasRemaining()) {
            return outcome.getReason();
        }
        byte[] bytes = new byte[Math.min(body.remaining(), 4 * SHOWN)];
        body.duplicate().get(bytes);
        String text = new String(bytes, StandardCharsets.UTF_8).replaceAll("[\\p{Cntrl}\\uFFFD]+", " ");
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }

    /** What is wrong with a request stands behind the word for it. */
    private static @Nullable String beforeColon(@Nullable String reason) {
        return reason == null ? null : reason.split(": ", 2)[0];
    }

    private static Optional<String> word(@Nullable String text) {
        return Optional.ofNullable(text).filter(code -> CODE.matcher(code).matches());
    }

    private static JsonNode tree(@Nullable ByteBuffer body) {
        if (body == null || body.remaining() > LOOKED_INTO) {
            return MAPPER.missingNode();
        }
        try {
            return MAPPER.readTree(Buffers.bytes(body));
        } catch (IOException notJson) {
            return MAPPER.missingNode();
        }
    }
}
