package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.admin.AdminServer;
import io.sluice.embedded.EmbeddedRegistry;
import io.sluice.embedded.HostPort;
import io.sluice.embedded.RegistrySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The servers of a process, beside clients that begin requests and never finish them. */
class SlowClientsTest {
    private static final int HALF_OPEN = 40;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private AdminServer admin;
    private URI registry;

    /** In the order of {@code up}. */
    @BeforeEach
    void start() {
        admin = AdminServer.listen(HostPort.loopback(0), List.of(), () -> false);
        parts.push(admin);
        EmbeddedRegistry served = EmbeddedRegistry.start(RegistrySettings.inMemory());
        parts.push(served);
        registry = URI.create(served.url());
    }

    @AfterEach
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    @Test
    void probesAreAnswered() throws Exception {
        halfOpen(admin.port());

        assertThat(status(URI.create("http://127.0.0.1:" + admin.port() + "/livez")))
                .isEqualTo(200);
    }

    @Test
    void theRegistryAnswers() throws Exception {
        halfOpen(registry.getPort());

        assertThat(status(registry.resolve("/subjects"))).isEqualTo(200);
    }

    @Test
    void theyAreLeftInTheEnd() throws Exception {
        for (int port : List.of(admin.port(), registry.getPort())) {
            Socket slow = begun(port);
            slow.setSoTimeout(20_000);
            assertThat(slow.getInputStream().read()).isEqualTo(-1);
        }
    }

    private void halfOpen(int port) throws IOException {
        for (int i = 0; i < HALF_OPEN; i++) {
            begun(port);
        }
    }

    private Socket begun(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        parts.push(socket);
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: ".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private int status(URI uri) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
