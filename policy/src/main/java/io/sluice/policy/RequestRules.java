package io.sluice.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.sluice.core.provider.Names;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.wire.FieldLines;
import io.sluice.schemas.wire.Methods;
import io.sluice.schemas.wire.ReasonCodes;
import io.sluice.schemas.wire.Target;
import io.sluice.schemas.wire.Texts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What every request must keep to, whichever provider it is for. What passes can be called: nothing in it throws later. */
public final class RequestRules {
    /** Largest record of a request, in bytes. */
    public static final int MAX_BYTES = 512 * 1024;

    /** Most budget units of one call: they can be added up and multiplied by any window without overflow. */
    static final long MAX_COST = 1_000_000_000L;

    /** Largest context, in bytes of UTF-8. */
    public static final int MAX_CONTEXT = 4 * 1024;

    /** Longest id, in characters. */
    public static final int LONGEST_ID = 200;

    /** Longest client, batch, orderKey and idempotencyKey, in characters. */
    public static final int LONGEST_WORD = 1_000;

    /** Most levels of a JSON value: records that it stands in are read and written up to 1,000. */
    static final int DEEPEST_JSON = 500;

    private static final int SHOWN = 80;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST_JSON)
                    .build())
            .build();

    private RequestRules() {}

    /** Throws where a request breaks a rule. */
    public static void check(ApiRequest request) throws RequestRefused {
        provider(request);
        names(request);
        if (!Methods.isAllowed(request.getMethod())) {
            throw bad("method", request.getMethod(), Methods.EXPECTED);
        }
        target(request.getPath());
        texts("query", request.getQuery());
        for (Map.Entry<String, List<String>> header : request.getHeaders().entrySet()) {
            header(header.getKey(), header.getValue());
        }
        body(request);
        numbers(request);
        words(request);
        context(request);
    }

    /** Throws where the name of the provider is none. */
    public static void provider(ApiRequest request) throws RequestRefused {
        name("provider", request.getProvider());
    }

    /** Throws where what should name an account or a credential is no name. */
    public static void names(ApiRequest request) throws RequestRefused {
        if (request.getAccount() != null) {
            name("account", request.getAccount());
        }
        if (request.getCredential() != null) {
            name("credential", request.getCredential());
        }
    }

    private static void target(String path) throws RequestRefused {
        try {
            Target.of(path);
        } catch (IllegalArgumentException e) {
            throw bad("path", path, String.valueOf(e.getMessage()));
        }
    }

    private static void header(String name, List<String> values) throws RequestRefused {
        if (!FieldLines.isName(name)) {
            throw bad("headers." + name, name, "a header name");
        }
        if (FieldLines.isReserved(name)) {
            throw new RequestRefused(ReasonCodes.BAD_REQUEST, "field 'headers." + name + "' is not yours to set");
        }
        for (String value : values) {
            if (!FieldLines.isValue(value)) {
                throw bad("headers." + name, value, FieldLines.EXPECTED_VALUE);
            }
        }
    }

    private static void body(ApiRequest request) throws RequestRefused {
        int given = (request.getBody() != null ? 1 : 0)
                + (request.getJson() != null ? 1 : 0)
                + (request.getForm() != null ? 1 : 0)
                + (request.getBodyBase64() != null ? 1 : 0);
        if (given > 1) {
            throw new RequestRefused(
                    ReasonCodes.BAD_REQUEST, "fields body, json, form, bodyBase64: at most one of them may be given");
        }
        text("body", request.getBody());
        if (request.getForm() != null) {
            texts("form", request.getForm());
        }
        if (request.getJson() != null) {
            text("json", request.getJson());
            json("json", request.getJson());
        }
        if (request.getBodyBase64() != null) {
            base64(request.getBodyBase64());
        }
    }

    private static void base64(String text) throws RequestRefused {
        try {
            Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw bad("bodyBase64", text, "base64 (RFC 4648, 4): " + e.getMessage());
        }
    }

    /** Exactly one JSON value. */
    private static void json(String field, String text) throws RequestRefused {
        try (JsonParser parser = JSON.createParser(text)) {
            boolean one = parser.nextToken() != null;
            parser.skipChildren();
            if (one && parser.nextToken() == null) {
                return;
            }
        } catch (IOException e) {
            // told below
        }
        throw bad(field, text, "one JSON value of at most " + DEEPEST_JSON + " levels");
    }

    private static void numbers(ApiRequest request) throws RequestRefused {
        within("cost", request.getCost(), 1, MAX_COST);
        within("timeoutMs", request.getTimeoutMs(), 1, Long.MAX_VALUE);
        within("maxWaitMs", request.getMaxWaitMs(), 0, Long.MAX_VALUE);
        within("maxAgeMs", request.getMaxAgeMs(), 0, Long.MAX_VALUE);
        within("deadline", request.getDeadline(), 0, Long.MAX_VALUE);
    }

    private static void words(ApiRequest request) throws RequestRefused {
        String id = request.getId();
        if (id != null) {
            if (id.isEmpty() || id.length() > LONGEST_ID || !Texts.isWellFormed(id) || hasControls(id)) {
                throw bad("id", id, "1 to 200 characters, none of control");
            }
        }
        word("client", request.getClient());
        word("batch", request.getBatch());
        word("orderKey", request.getOrderKey());
        String key = request.getIdempotencyKey();
        if (key != null && (key.isEmpty() || key.length() > LONGEST_WORD || !FieldLines.isValue(key))) {
            throw bad("idempotencyKey", key, "1 to 1000 characters that a header may have");
        }
    }

    private static boolean hasControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isISOControl(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static void context(ApiRequest request) throws RequestRefused {
        String context = request.getContext();
        if (context == null) {
            return;
        }
        text("context", context);
        if (context.getBytes(StandardCharsets.UTF_8).length > MAX_CONTEXT) {
            throw new RequestRefused(ReasonCodes.TOO_LARGE, "field 'context' is larger than 4 KiB");
        }
        if (request.getContextIsJson()) {
            json("context", context);
        }
    }

    private static void name(String field, String value) throws RequestRefused {
        if (!Names.isName(value)) {
            throw bad(field, value, "a name: " + Names.EXPECTED);
        }
    }

    private static void within(String field, @Nullable Long value, long least, long most) throws RequestRefused {
        if (value != null && (value < least || value > most)) {
            throw bad(field, value.toString(), most == Long.MAX_VALUE ? "at least " + least : least + " to " + most);
        }
    }

    private static void word(String field, @Nullable String value) throws RequestRefused {
        text(field, value);
        if (value != null && value.length() > LONGEST_WORD) {
            throw bad(field, value, "at most 1000 characters");
        }
    }

    private static void texts(String field, Map<String, List<String>> texts) throws RequestRefused {
        for (Map.Entry<String, List<String>> entry : texts.entrySet()) {
            String at = field + '.' + entry.getKey();
            text(at, entry.getKey());
            for (String value : entry.getValue()) {
                text(at, value);
            }
        }
    }

    private static void text(String field, @Nullable String text) throws RequestRefused {
        if (text != null && !Texts.isWellFormed(text)) {
            throw bad(field, text, "text without halves of surrogate pairs");
        }
    }

    private static RequestRefused bad(String field, String found, String expected) {
        return new RequestRefused(
                ReasonCodes.BAD_REQUEST,
                "field '" + Texts.shown(field, SHOWN) + "' is '" + Texts.shown(found, SHOWN) + "', expected "
                        + expected);
    }
}
