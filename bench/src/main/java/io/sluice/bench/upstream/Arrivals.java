package io.sluice.bench.upstream;

import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** An API in this process that answers everything and notes when each call arrived. */
public final class Arrivals implements AutoCloseable {
    private final Map<String, Long> arrivedAt = new ConcurrentHashMap<>();
    private final Server server = new Server(this::handle);

    public int port() {
        return server.port();
    }

    /** When the call of a request arrived, {@link System#nanoTime()}. */
    public Optional<Long> of(String id) {
        return Optional.ofNullable(arrivedAt.get(id));
    }

    @Override
    public void close() {
        server.close();
    }

    private void handle(HttpServerRequest request) {
        long now = System.nanoTime();
        if (arrivedAt.put(request.path().substring(1), now) != null) {
            throw new IllegalStateException(request.path() + " was called twice");
        }
        request.response().putHeader("Content-Type", "application/json").end("{\"ok\":true}");
    }
}
