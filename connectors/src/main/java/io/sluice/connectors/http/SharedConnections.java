package io.sluice.connectors.http;

import io.vertx.core.http.HttpConnection;
import java.util.Map;
import java.util.WeakHashMap;

/** What the servers of HTTP/2 connections, each of which carries many calls at once, said of them. Lives on the event loop. */
final class SharedConnections {
    /** Weak, since the pool alone knows how long a connection lives. */
    private final Map<HttpConnection, Integer> lastTaken = new WeakHashMap<>();

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
}
