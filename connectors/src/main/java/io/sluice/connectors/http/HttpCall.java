package io.sluice.connectors.http;

import io.sluice.connectors.secret.Origin;
import io.sluice.schemas.wire.Methods;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/**
 * An HTTP request that is ready for the wire; it does not print itself, since target and headers may hold a secret.
 *
 * @param target path and query, percent-encoded
 * @param body empty for none
 * @param limits what bounds it
 */
public record HttpCall(
        String method, Origin origin, String target, List<Header> headers, Buffer body, CallLimits limits) {
    /** Throws {@link IllegalArgumentException} for a method or a target that could not go on the wire as they are. */
    public HttpCall {
        headers = List.copyOf(headers);
        if (!Methods.isAllowed(method)) {
            throw new IllegalArgumentException("method '" + method + "' is not " + Methods.EXPECTED);
        }
        if (!target.startsWith("/") || !target.chars().allMatch(c -> c > ' ' && c <= '~' && c != '#')) {
            throw new IllegalArgumentException("the target is not a percent-encoded path with a query");
        }
    }

    @Override
    public String toString() {
        return method + " " + origin;
    }
}
