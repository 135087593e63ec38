package io.sluice.cli.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.cli.engine.Role;
import io.sluice.cli.engine.Watch;
import io.sluice.embedded.HostGuard;
import io.sluice.embedded.HostPort;
import io.sluice.embedded.HttpServers;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;

/** {@code /livez}, {@code /readyz} and {@code /metrics} of this process. It has threads of its own, apart from all that works. */
public final class AdminServer implements Watch {
    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;
    private static final String JSON = "application/json";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    private final Probes probes;
    private final Metrics metrics = new Metrics();
    private final ExecutorService threads = HttpServers.threads("sluice-admin");
    private final HttpServer server;

    private record Answer(int status, String type, String body) {
        static Answer of(Probes.Finding finding) {
            return new Answer(finding.good() ? OK : UNAVAILABLE, JSON, finding.body() + '\n');
        }
    }

    private AdminServer(HostPort listen, Probes probes) {
        this.server = HttpServers.create(listen, Optional.empty());
        this.probes = probes;
        server.setExecutor(threads);
        HostGuard.before(server.createContext("/", this::handle), listen);
        server.start();
    }

    /**
     * Begins to listen.
     *
     * @param parts names of the roles that this process is to have
     * @param stopping whether it was asked to end
     * @throws io.sluice.embedded.StartException if it cannot listen there
     */
    public static AdminServer listen(HostPort listen, List<String> parts, BooleanSupplier stopping) {
        return new AdminServer(listen, new Probes(parts, stopping));
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void add(Role role) {
        metrics.add(role.insight().meters());
        probes.add(role);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean reads = method.equals("GET") || method.equals("HEAD");
            Answer answer = reads
                    ? answer(exchange.getRequestURI().getPath())
                    : new Answer(NOT_ALLOWED, JSON, "{\"error\":\"GET alone is answered here\"}\n");
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            boolean bare = method.equals("HEAD");
            exchange.sendResponseHeaders(answer.status(), bare ? -1 : body.length);
            if (!bare) {
                OutputStream out = exchange.getResponseBody();
                out.write(body);
            }
        }
    }

    private Answer answer(String path) {
        return switch (path) {
            case "/livez" -> Answer.of(probes.live());
            case "/readyz" -> Answer.of(probes.ready());
            case "/metrics" -> new Answer(OK, PROMETHEUS, metrics.scrape());
            default -> new Answer(NOT_FOUND, JSON, "{\"error\":\"there is /livez, /readyz and /metrics\"}\n");
        };
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        metrics.close();
    }
}
