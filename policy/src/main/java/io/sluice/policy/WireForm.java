package io.sluice.policy;

import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.wire.Target;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that was matched, as it goes on the wire, without secrets.
 *
 * @param url absolute, percent-encoded
 * @param headers those of the provider's file, of the request, and what follows from its fields
 */
public record WireForm(
        String url,
        Map<String, List<String>> headers,
        @Nullable ByteBuffer body) {
    /** The media type of JSON (RFC 8259, 11). */
    static final String JSON = "application/json";

    /** The media type of forms (WHATWG URL, 5). */
    static final String FORM = "application/x-www-form-urlencoded";

    private static final String CONTENT_TYPE = "Content-Type";

    /** The form of a request that keeps to {@link RequestRules}. */
    public static WireForm of(Policy policy, ApiRequest request) {
        return new WireForm(Matcher.url(policy, request), headers(policy, request), body(request));
    }

    private static Map<String, List<String>> headers(Policy policy, ApiRequest request) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        policy.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        headers.putAll(request.getHeaders());
        putIfAbsent(headers, CONTENT_TYPE, usualType(request));
        putIfAbsent(headers, "Idempotency-Key", request.getIdempotencyKey());
        return headers;
    }

    private static void putIfAbsent(Map<String, List<String>> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.putIfAbsent(name, List.of(value));
        }
    }

    /** What the request's body is said to be; empty where nothing is said. */
    static String contentType(Policy policy, ApiRequest request) {
        return String.join(",", headers(policy, request).getOrDefault(CONTENT_TYPE, List.of()));
    }

    private static @Nullable String usualType(ApiRequest request) {
        if (request.getJson() != null) {
            return JSON;
        }
        if (request.getForm() != null) {
            return FORM;
        }
        return request.getBody() != null ? "text/plain; charset=utf-8" : null;
    }

    private static @Nullable ByteBuffer body(ApiRequest request) {
        if (request.getBodyBase64() != null) {
            return ByteBuffer.wrap(Base64.getDecoder().decode(request.getBodyBase64()));
        }
        String text = request.getForm() != null ? form(request.getForm()) : request.getJson();
        String given = text != null ? text : request.getBody();
        return given == null ? null : ByteBuffer.wrap(given.getBytes(StandardCharsets.UTF_8));
    }

    private static String form(Map<String, List<String>> fields) {
        List<String> pairs = new ArrayList<>();
        fields.forEach((name, values) -> values.forEach(value -> pairs.add(encode(name) + '=' + encode(value))));
        return String.join("&", pairs);
    }

    private static String encode(String text) {
        return Target.component(text).replace("%20", "+");
    }
}
