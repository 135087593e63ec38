package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.admin.AdminServer;
import io.sluice.embedded.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** By which names the admin port is asked. */
class AdminHostTest {
    @Test
    void aPageWhoseNameWasLedHereReadsNoMetrics() throws IOException {
        try (AdminServer admin = listen("127.0.0.1")) {
            assertThat(asked(admin, "evil.example")).startsWith("HTTP/1.1 421").doesNotContain("jvm_");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "10.0.0.7"})
    void whoAsksForThisMachineIsAnswered(String host) throws IOException {
        try (AdminServer admin = listen("127.0.0.1")) {
            assertThat(asked(admin, host)).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void whereOthersCanConnectEveryNameWillDo() throws IOException {
        try (AdminServer admin = listen("0.0.0.0")) {
            assertThat(asked(admin, "sluice.monitoring.svc")).startsWith("HTTP/1.1 200");
        }
    }

    private static AdminServer listen(String host) {
        return AdminServer.listen(new HostPort(host, 0), List.of(), () -> false);
    }

    private static String asked(AdminServer admin, String host) throws IOException {
        String request =
                "GET /metrics HTTP/1.1\r\nHost: " + host + ":" + admin.port() + "\r\nConnection: close\r\n\r\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), admin.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
