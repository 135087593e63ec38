package io.sluice.connectors.caller;

import io.sluice.connectors.http.AuthPlace;
import io.sluice.connectors.http.Authenticator;
import io.sluice.connectors.http.CallLimits;
import io.sluice.connectors.http.Header;
import io.sluice.connectors.http.HttpCall;
import io.sluice.connectors.secret.OpenedSecret;
import io.sluice.connectors.secret.Origin;
import io.sluice.connectors.secret.SecretException;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.wire.Buffers;
import io.sluice.schemas.wire.FieldLines;
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The step from a call without its secret to one that is ready for the wire. */
final class Preparation {
    /**
     * Headers that are left out: what the client says itself, and encodings, in which a secret could come back unseen.
     */
    private static final Set<String> LEFT_OUT = Set.of("accept-encoding", "content-length", "expect");

    private Preparation() {}

    /**
     * Throws {@link IllegalArgumentException} if the call cannot go on the wire as it is, {@link SecretException} if only this
     * secret cannot.
     */
    static HttpCall of(ApiCall call, Origin origin, OpenedSecret secret) throws SecretException {
        Authenticator.Authenticated filled = authenticated(call, secret);
        return new HttpCall(
                call.getMethod(),
                origin,
                filled.target(),
                filled.headers(),
                bodyOf(call.getBody()),
                new CallLimits(call.getStartBy(), call.getTimeoutMs(), call.getMaxBodyBytes()));
    }

    private static Authenticator.Authenticated authenticated(ApiCall call, OpenedSecret secret) throws SecretException {
        return filled(lineOf(call.getUrl(), belowOf(call.getAuth())), headersOf(call), call.getAuth(), secret);
    }

    /** Throws {@link SecretException} if the secret cannot stand in one of the places. */
    static Authenticator.Authenticated filled(
            Authenticator.RequestLine line,
            List<Header> headers,
            List<io.sluice.schemas.AuthPlace> auth,
            OpenedSecret secret)
            throws SecretException {
        List<AuthPlace> places = auth.stream().map(Preparation::place).toList();
        try {
            return Authenticator.fill(line, headers, places, secret.parts());
        } catch (IllegalArgumentException e) {
            throw SecretException.unfit(String.valueOf(e.getMessage()));
        }
    }

    /** The base URL's own path, where a path with a secret goes behind it. */
    private static String belowOf(List<io.sluice.schemas.AuthPlace> auth) {
        return auth.stream()
                .filter(place -> place.getPath() != null)
                .map(io.sluice.schemas.AuthPlace::getBelow)
                .findFirst()
                .orElse("");
    }

    private static Authenticator.RequestLine lineOf(String url, String below) {
        int authority = url.indexOf("://") + 3;
        int query = url.indexOf('?', authority);
        int end = query < 0 ? url.length() : query;
        int slash = url.indexOf('/', authority);
        String path = slash < 0 || slash > end ? "/" : url.substring(slash, end);
        if (!path.startsWith(below)) {
            throw new IllegalArgumentException("its path is not below '" + below + "'");
        }
        return new Authenticator.RequestLine(
                below, path.substring(below.length()), query < 0 ? "" : url.substring(query + 1));
    }

    private static List<Header> headersOf(ApiCall call) {
        List<Header> headers = new ArrayList<>();
        for (Map.Entry<String, List<String>> header : call.getHeaders().entrySet()) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (FieldLines.isOfConnection(name)) {
                throw new IllegalArgumentException("header " + name + " is not the request's to say");
            }
            if (!LEFT_OUT.contains(name)) {
                header.getValue().forEach(value -> headers.add(new Header(header.getKey(), value)));
            }
        }
        return headers;
    }

    private static AuthPlace place(io.sluice.schemas.AuthPlace place) {
        String value = place.getValue() == null ? "{token}" : place.getValue();
        if (place.getHeader() != null) {
            return new AuthPlace(AuthPlace.Kind.HEADER, place.getHeader(), value);
        }
        if (place.getQuery() != null) {
            return new AuthPlace(AuthPlace.Kind.QUERY, place.getQuery(), value);
        }
        if (place.getCookie() != null) {
            return new AuthPlace(AuthPlace.Kind.COOKIE, place.getCookie(), value);
        }
        if (place.getPath() != null) {
            return new AuthPlace(AuthPlace.Kind.PATH, "", place.getPath());
        }
        throw new IllegalArgumentException("an auth place names no header, query, cookie or path");
    }

    private static Buffer bodyOf(@Nullable ByteBuffer body) {
        return body == null ? Buffer.buffer() : Buffer.buffer(Buffers.bytes(body));
    }
}
