package io.sluice.cli.demo;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A rate-limited API on a free port of 127.0.0.1: a window per account that its first call opens. It counts for itself,
 * so that it can judge who calls it.
 */
public final class DemoApi implements AutoCloseable {
    static final int QUOTA = 30;
    static final long WINDOW_MILLIS = 2_000;

    private final Vertx vertx;
    private final HttpServer server;
    private final Map<String, Window> windows = new HashMap<>();
    private final Map<String, Integer> answered = new HashMap<>();
    private int refused;

    private static final class Window {
        long endsAtNanos;
        int used;
    }

    private DemoApi() {
        this.vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
        HttpServerOptions options = new HttpServerOptions().setHost("127.0.0.1").setPort(0);
        this.server = vertx.createHttpServer(options).requestHandler(this::handle);
    }

    /** Starts one. */
    public static DemoApi start() {
        DemoApi api = new DemoApi();
        api.server.listen().toCompletionStage().toCompletableFuture().join();
        return api;
    }

    public int port() {
        return server.actualPort();
    }

    /** Calls that it refused. */
    public synchronized int refused() {
        return refused;
    }

    /** Whether each of so many items was answered once, and nothing else. */
    public synchronized boolean eachAnsweredOnce(int items) {
        return answered.size() == items && answered.values().stream().allMatch(times -> times == 1);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private synchronized void handle(HttpServerRequest request) {
        String token = request.getHeader("Authorization");
        if (token == null) {
            request.response().setStatusCode(401).end("{\"error\":\"who are you?\"}");
            return;
        }
        long now = System.nanoTime();
        Window window = windows.computeIfAbsent(token, account -> new Window());
        if (window.used == 0 || now - window.endsAtNanos >= 0) {
            window.endsAtNanos = now + TimeUnit.MILLISECONDS.toNanos(WINDOW_MILLIS);
            window.used = 0;
        }
        window.used++;
        long secondsLeft = TimeUnit.NANOSECONDS.toSeconds(window.endsAtNanos - now) + 1;
        request.response()
                .putHeader("Content-Type", "application/json")
                .putHeader("RateLimit-Limit", Integer.toString(QUOTA))
                .putHeader("RateLimit-Remaining", Integer.toString(Math.max(0, QUOTA - window.used)))
                .putHeader("RateLimit-Reset", Long.toString(secondsLeft));
        if (window.used > QUOTA) {
            refused++;
            request.response()
                    .setStatusCode(429)
                    .putHeader("Retry-After", Long.toString(secondsLeft))
                    .end("{\"error\":\"too many calls\"}");
            return;
        }
        answered.merge(request.path(), 1, Integer::sum);
        request.response().end("{\"item\":\"" + request.path().replaceAll("[^A-Za-z0-9/]", "") + "\"}");
    }
}
