package io.sluice.connectors.caller;

import io.sluice.schemas.ApiCall;
import java.util.List;

/** Names a call among those of all providers. Ids are unique within one: tasks of two may have requests of the same id. */
final class CallKey {
    private CallKey() {}

    static String of(ApiCall call) {
        return of(call, call.getCallId());
    }

    /** Of those that it comes after, which are its provider's. */
    static List<String> ofAfter(ApiCall call) {
        return call.getAfter().stream().map(id -> of(call, id)).toList();
    }

    /** No provider's name has a blank. */
    private static String of(ApiCall call, String id) {
        return call.getProvider() + ' ' + id;
    }
}
