package io.sluice.bench.upstream;

import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An API with a window per account that the account's first call opens. It counts by its own clock and judges its caller. */
public final class WindowedApi implements LimitedApi {
    private final int quota;
    private final long windowNanos;
    private final Map<String, Window> windows = new HashMap<>();
    private final Map<String, Integer> answered = new HashMap<>();
    private final Server server = new Server(this::handle);
    private long firstAt;
    private long lastAt;
    private int refused;

    private static final class Window {
        long endsAt;
        int used;
    }

    /** One that lets each account make so many calls in each window. */
    public WindowedApi(int quota, long windowMillis) {
        this.quota = quota;
        this.windowNanos = TimeUnit.MILLISECONDS.toNanos(windowMillis);
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public synchronized Verdict verdict() {
        int all = answered.values().stream().mapToInt(Integer::intValue).sum();
        return new Verdict(lastAt - firstAt, refused, all - answered.size());
    }

    @Override
    public void close() {
        server.close();
    }

    private synchronized void handle(HttpServerRequest request) {
        long now = System.nanoTime();
        firstAt = firstAt == 0 ? now : firstAt;
        lastAt = now;
        String account = String.valueOf(request.getHeader("Authorization"));
        Window window = windows.computeIfAbsent(account, key -> new Window());
        if (window.used == 0 || now - window.endsAt >= 0) {
            window.endsAt = now + windowNanos;
            window.used = 0;
        }
        window.used++;
        boolean within = window.used <= quota;
        if (within) {
            answered.merge(request.path(), 1, Integer::sum);
        } else {
            refused++;
        }
        request.response().setStatusCode(within ? 200 : 429).end("{\"ok\":" + within + "}");
    }
}
