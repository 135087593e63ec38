package io.sluice.connectors.caller;

import io.sluice.schemas.ApiCall;
import java.util.List;

/** Names a call among those of all providers. Ids are unique within one: tasks of two may have requests of the same id. */
record CallKey(String provider, String callId) {
    static CallKey of(ApiCall call) {
        return new CallKey(call.getProvider(), call.getCallId());
    }

    /** Of those that it comes after, which are its provider's. */
    static List<CallKey> ofAfter(ApiCall call) {
        List<String> after = call.getAfter();
        return after.isEmpty()
                ? List.of()
                : after.stream().map(id -> new CallKey(call.getProvider(), id)).toList();
    }
}
