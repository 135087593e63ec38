package io.sluice.connectors.http;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * The connections of HTTP/2, each of which carries many calls at once: what their servers said of them, and whether anybody is
 * there still. Lives on the event loop.
 *
 * <p>A connection that a firewall or a balancer forgot without a word would be used until TCP gives up, after a quarter of an
 * hour, and every call on it be lost. So one on which a call timed out unanswered is asked (PING: RFC 9113, 6.7), and closed where
 * nothing comes.
 */
final class SharedConnections {
    private static final long ANSWER_MILLIS = 5_000;

    private final Vertx vertx;
    /** The connections that were asked, with the timers that close them. */
    private final Map<HttpConnection, Long> asked = new HashMap<>();
    /** Weak, since the pool alone knows how long a connection lives. */
    private final Map<HttpConnection, Integer> lastTaken = new WeakHashMap<>();

    SharedConnections(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Listens to what its server says of a connection. */
    void watch(HttpConnection connection) {
        connection.goAwayHandler(goAway -> lastTaken.put(connection, goAway.getLastStreamId()));
    }

    /**
     * Whether the server said that it did not and will not look at a stream (GOAWAY: RFC 9113, 6.8). What Vert.x fails its
     * streams with does not do: it may hold the GOAWAY that we sent.
     */
    boolean isDisowned(HttpConnection connection, int stream) {
        return stream > lastTaken.getOrDefault(connection, Integer.MAX_VALUE);
    }

    /** Asks whether anybody is there; a connection on which nothing is heard within 5 s is closed. */
    void ask(HttpConnection connection) {
        if (!asked.containsKey(connection)) {
            asked.put(connection, vertx.setTimer(ANSWER_MILLIS, ignored -> {
                asked.remove(connection);
                connection.close();
            }));
            connection.ping(Buffer.buffer(new byte[Long.BYTES])).onComplete(answer -> heard(connection));
        }
    }

    /** Notes that something came on a connection: an answer to what was asked may be far behind other calls' bodies. */
    void heard(HttpConnection connection) {
        Long timer = asked.remove(connection);
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
    }
}
