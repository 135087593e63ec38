package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Call;
import io.sluice.policy.Policy;
import io.sluice.policy.WireForm;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.wire.FieldLines;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes the records of calls. */
final class Calls {
    private Calls() {}

    static ApiCall of(Call call, DelayedRequest delayed, Policy policy, int partition) {
        ApiRequest request = delayed.getRequest();
        WireForm form = WireForm.of(policy, request);
        Map<String, String> trace = TraceContext.of(delayed.getHeaders());
        return ApiCall.newBuilder()
                .setCallId(call.id())
                .setRequestId(call.requestId())
                .setProvider(call.provider())
                .setEndpoint(call.endpoint())
                .setCredential(call.credential())
                .setEgress(call.egress())
                .setMethod(request.getMethod())
                .setUrl(form.url())
                .setHeaders(headers(form, policy, trace))
                .setBody(form.body())
                .setAuth(policy.auth())
                .setNotBefore(call.notBefore())
                .setStartBy(call.startBy())
                .setTimeoutMs(call.timeoutMillis())
                .setMaxBodyBytes(policy.details(call.endpoint()).maxBodyBytes())
                .setOutcomePartition(partition)
                .setAttempt(call.attempt())
                .setConcurrency(policy.provider().concurrency())
                .setTraceHeaders(trace)
                .setAfter(call.after())
                .build();
    }

    /** What goes on the wire; the API hears of the trace only where its file says so. */
    private static Map<String, List<String>> headers(WireForm form, Policy policy, Map<String, String> trace) {
        if (!policy.trace()) {
            return form.headers();
        }
        Map<String, List<String>> headers = new HashMap<>(form.headers());
        trace.forEach((name, value) -> {
            if (!FieldLines.isAmong(form.headers().keySet(), name)) {
                headers.put(name, List.of(value));
            }
        });
        return headers;
    }
}
