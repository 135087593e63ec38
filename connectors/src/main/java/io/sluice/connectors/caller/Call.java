package io.sluice.connectors.caller;

import io.sluice.connectors.http.AuthPlace;
import io.sluice.connectors.http.CallLimits;
import io.sluice.connectors.http.Header;
import io.sluice.connectors.secret.CredentialId;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * A call as the scheduler ordered it.
 *
 * @param notBefore it leaves no earlier; epoch milliseconds
 * @param outcomePartition where its outcome goes
 */
record Call(String id, int outcomePartition, CredentialId credential, long notBefore, Request request) {
    /**
     * The request without its secret.
     *
     * @param url of the base URL and the path, with its query
     * @param auth where the secret goes; empty for nowhere
     */
    record Request(
            String method, Url url, List<Header> headers, Buffer body, List<AuthPlace> auth, CallLimits limits) {}

    /** Where a call goes: the provider's base URL, the path below it, and the query without {@code ?}. */
    record Url(String base, String path, String query) {}

    long startBy() {
        return request.limits().startBy();
    }
}
