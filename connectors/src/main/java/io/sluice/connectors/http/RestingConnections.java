package io.sluice.connectors.http;

import io.vertx.core.http.HttpConnection;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Until when kept connections of HTTP/1.1 may be used again. A server that closes one just when a call goes out on it loses the
 * call, and nobody knows whether it happened (RFC 9112, 9.5). So a connection is given up before its server would close it.
 *
 * <p>Vert.x's own time-out does not do: it goes by what the server says to the full second, and looks once a second.
 */
final class RestingConnections {
    /** {@code Keep-Alive: timeout=5, max=100} (RFC 2068, 19.7.1.1): seconds after which the server closes the connection. */
    private static final Pattern TIMEOUT = Pattern.compile("(?i)(?:^|[,\\s])timeout\\s*=\\s*\"?(\\d{1,9})");

    /** How much earlier than the server. */
    private static final long MARGIN_MILLIS = 1_000;

    private final long idleMillis;
    /** Weak, since the pool alone knows how long a connection lives. */
    private final Map<HttpConnection, Long> usableUntil = new WeakHashMap<>();

    /** @param idleMillis how long a connection may rest where its server does not name a shorter time */
    RestingConnections(long idleMillis) {
        this.idleMillis = idleMillis;
    }

    /** Notes that an exchange with this answer has just ended on a connection. */
    void rest(HttpConnection connection, ResponseHead answer, long now) {
        usableUntil.put(connection, now + Math.min(idleMillis, toldMillis(answer) - MARGIN_MILLIS));
    }

    /** Notes that a connection is being closed; the pool may lend it until it has seen that. */
    void giveUp(HttpConnection connection) {
        usableUntil.put(connection, Long.MIN_VALUE);
    }

    /** Whether a connection is given up, or has rested for too long to carry a call. */
    boolean isStale(HttpConnection connection, long now) {
        return now > usableUntil.getOrDefault(connection, Long.MAX_VALUE);
    }

    private static long toldMillis(ResponseHead answer) {
        for (String value : answer.headers().getOrDefault("keep-alive", List.of())) {
            Matcher told = TIMEOUT.matcher(value);
            if (told.find()) {
                return Long.parseLong(told.group(1)) * 1_000;
            }
        }
        return Long.MAX_VALUE;
    }
}
