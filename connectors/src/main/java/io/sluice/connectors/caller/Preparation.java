package io.sluice.connectors.caller;

import io.sluice.connectors.http.Authenticator;
import io.sluice.connectors.http.HttpCall;
import io.sluice.connectors.secret.OpenedSecret;
import io.sluice.connectors.secret.Origin;

/** The step from a call without its secret to one that is ready for the wire. */
final class Preparation {
    private Preparation() {}

    /** Throws {@link IllegalArgumentException} if the request or the secret cannot go on the wire as they are. */
    static HttpCall of(Call.Request request, OpenedSecret secret) {
        String base = request.url().base();
        Authenticator.RequestLine line = new Authenticator.RequestLine(
                pathOf(base), request.url().path(), request.url().query());
        Authenticator.Authenticated filled =
                Authenticator.fill(line, request.headers(), request.auth(), secret.parts());
        return new HttpCall(
                request.method(), Origin.of(base), filled.target(), filled.headers(), request.body(), request.limits());
    }

    /** The path of a base URL without a slash at its end: empty for {@code https://example.com/}. */
    private static String pathOf(String base) {
        int authority = base.indexOf("://") + 3;
        int slash = base.indexOf('/', authority);
        String path = slash < 0 ? "" : base.substring(slash);
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }
}
