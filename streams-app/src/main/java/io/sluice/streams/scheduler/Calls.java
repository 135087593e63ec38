package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Call;
import io.sluice.policy.Matcher;
import io.sluice.policy.Policy;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.Header;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes the records of calls. */
final class Calls {
    private static final List<String> TRACE = List.of("traceparent", "tracestate");

    private Calls() {}

    static ApiCall of(Call call, DelayedRequest delayed, Policy policy, int partition) {
        ApiRequest request = delayed.getRequest();
        Map<String, List<String>> headers = new HashMap<>();
        policy.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        request.getHeaders().forEach((name, values) -> {
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, values);
        });
        contentType(request, headers);
        return ApiCall.newBuilder()
                .setCallId(call.id())
                .setRequestId(call.requestId())
                .setProvider(call.provider())
                .setEndpoint(call.endpoint())
                .setCredential(call.credential())
                .setEgress(call.egress())
                .setMethod(request.getMethod())
                .setUrl(Matcher.url(policy, request))
                .setHeaders(headers)
                .setBody(body(request))
                .setAuth(policy.auth())
                .setNotBefore(call.notBefore())
                .setStartBy(call.startBy())
                .setTimeoutMs(call.timeoutMillis())
                .setMaxBodyBytes(policy.details(call.endpoint()).maxBodyBytes())
                .setOutcomePartition(partition)
                .setAttempt(call.attempt())
                .setConcurrency(policy.provider().concurrency())
                .setTraceHeaders(trace(delayed.getHeaders()))
                .build();
    }

    private static void contentType(ApiRequest request, Map<String, List<String>> headers) {
        String type = request.getJson() != null
                ? "application/json"
                : request.getForm() != null
                        ? "application/x-www-form-urlencoded"
                        : request.getBody() != null ? "text/plain; charset=utf-8" : null;
        boolean given = headers.keySet().stream().anyMatch("content-type"::equalsIgnoreCase);
        if (type != null && !given) {
            headers.put("Content-Type", List.of(type));
        }
        if (request.getIdempotencyKey() != null
                && headers.keySet().stream().noneMatch("idempotency-key"::equalsIgnoreCase)) {
            headers.put("Idempotency-Key", List.of(request.getIdempotencyKey()));
        }
    }

    private static @Nullable ByteBuffer body(ApiRequest request) {
        if (request.getBodyBase64() != null) {
            return ByteBuffer.wrap(Base64.getDecoder().decode(request.getBodyBase64()));
        }
        if (request.getForm() != null) {
            return bytes(request.getForm().entrySet().stream()
                    .flatMap(entry ->
                            entry.getValue().stream().map(value -> encode(entry.getKey()) + '=' + encode(value)))
                    .collect(Collectors.joining("&")));
        }
        String text = request.getJson() != null ? request.getJson() : request.getBody();
        return text == null ? null : bytes(text);
    }

    private static Map<String, String> trace(List<Header> headers) {
        Map<String, String> trace = new HashMap<>();
        for (Header header : headers) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            if (TRACE.contains(name) && header.getValue() != null) {
                trace.put(
                        name,
                        StandardCharsets.UTF_8
                                .decode(header.getValue().duplicate())
                                .toString());
            }
        }
        return trace;
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
