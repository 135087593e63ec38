package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Call;
import io.sluice.policy.Policy;
import io.sluice.policy.WireForm;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.Header;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the records of calls. */
final class Calls {
    private static final List<String> TRACE = List.of("traceparent", "tracestate");

    private Calls() {}

    static ApiCall of(Call call, DelayedRequest delayed, Policy policy, int partition) {
        ApiRequest request = delayed.getRequest();
        WireForm form = WireForm.of(policy, request);
        return ApiCall.newBuilder()
                .setCallId(call.id())
                .setRequestId(call.requestId())
                .setProvider(call.provider())
                .setEndpoint(call.endpoint())
                .setCredential(call.credential())
                .setEgress(call.egress())
                .setMethod(request.getMethod())
                .setUrl(form.url())
                .setHeaders(form.headers())
                .setBody(form.body())
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
}
