package io.sluice.connectors.caller;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.AuthPlace;
import java.util.List;
import java.util.Map;

/** Calls as the scheduler would order them: to be made at once, of credential {@code alice} of {@code twitter}. */
final class Calls {
    static final List<AuthPlace> BEARER = List.of(AuthPlace.newBuilder()
            .setHeader("Authorization")
            .setValue("Bearer {token}")
            .build());

    private Calls() {}

    static ApiCall.Builder to(String url, String id, long startBy) {
        return ApiCall.newBuilder()
                .setCallId(id)
                .setRequestId("request-of-" + id)
                .setProvider("twitter")
                .setEndpoint("other")
                .setCredential("alice")
                .setEgress("default")
                .setMethod("GET")
                .setUrl(url)
                .setHeaders(Map.of())
                .setAuth(BEARER)
                .setNotBefore(0)
                .setStartBy(startBy)
                .setTimeoutMs(5_000)
                .setMaxBodyBytes(1_000)
                .setOutcomePartition(0)
                .setAttempt(1);
    }
}
