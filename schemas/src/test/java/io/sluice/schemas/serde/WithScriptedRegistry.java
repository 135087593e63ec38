package io.sluice.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What answers at the registry's address says what the test tells it to say. */
abstract class WithScriptedRegistry {
    static final long SECOND = 1_000_000_000L;

    final List<String> authorizations = new CopyOnWriteArrayList<>();
    final AtomicLong nanos = new AtomicLong();
    HttpServer server;
    private int status = 200;
    private String answer = "";

    @BeforeEach
    void start() throws IOException {
        server = serverAt(0);
    }

    HttpServer serverAt(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            byte[] body = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        return server;
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    void answers(int status, String answer) {
        this.status = status;
        this.answer = answer;
    }

    Registry at(Map<String, String> more) {
        Map<String, String> config = new HashMap<>(more);
        config.put(
                "schema.registry.url", "http://127.0.0.1:" + server.getAddress().getPort());
        return new Registry(config, nanos::get);
    }
}
