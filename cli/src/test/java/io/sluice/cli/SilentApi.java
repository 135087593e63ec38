package io.sluice.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.embedded.HostPort;
import io.sluice.embedded.HttpServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** An API that takes calls and answers none by itself, of a provider whose calls may take ten minutes. */
final class SilentApi implements AutoCloseable {
    private final BlockingQueue<HttpExchange> calls = new LinkedBlockingQueue<>();
    private final HttpServer server;

    private SilentApi(HttpServer server) {
        this.server = server;
    }

    static SilentApi start() throws IOException {
        SilentApi api = new SilentApi(HttpServers.create(HostPort.loopback(0), Optional.empty()));
        api.server.createContext("/", api.calls::add);
        api.server.start();
        return api;
    }

    /** Writes the provider's file. */
    void describe(Path file) throws IOException {
        Files.writeString(file, """
                provider: demo
                baseUrl: http://127.0.0.1:%d
                timeout: 10m
                """.formatted(server.getAddress().getPort()));
    }

    /** The next call, when it has come. */
    HttpExchange take() throws InterruptedException {
        return calls.take();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
