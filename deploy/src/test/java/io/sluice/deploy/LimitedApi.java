package io.sluice.deploy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** An API on this machine that lets an account make so many calls in a window that its first call opens, and counts for itself. */
final class LimitedApi implements AutoCloseable {
    static final int QUOTA = 20;
    static final int WINDOW_SECONDS = 2;

    private static final int BACKLOG = 50;

    private final Map<String, Integer> callsByPath = new HashMap<>();
    private final HttpServer server;
    private long windowEndsNanos;
    private int used;
    private int refused;

    /** On a free port of an address that containers reach. */
    LimitedApi(String address) throws IOException {
        server = HttpServer.create(new InetSocketAddress(address, 0), BACKLOG);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        InetSocketAddress address = server.getAddress();
        return "http://" + address.getHostString() + ":" + address.getPort();
    }

    synchronized int refused() {
        return refused;
    }

    /** How often each path was called. */
    synchronized Map<String, Integer> callsByPath() {
        return Map.copyOf(callsByPath);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(count(exchange.getRequestURI().getPath()) ? 204 : 429, -1);
        }
    }

    private synchronized boolean count(String path) {
        long now = System.nanoTime();
        if (used == 0 || now - windowEndsNanos >= 0) {
            windowEndsNanos = now + TimeUnit.SECONDS.toNanos(WINDOW_SECONDS);
            used = 0;
        }
        used++;
        callsByPath.merge(path, 1, Integer::sum);
        if (used > QUOTA) {
            refused++;
        }
        return used <= QUOTA;
    }
}
