package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A caller whose broker is not there. */
class AbsentBrokerTest {
    @TempDir
    Path folder;

    @Test
    void itWaitsAndCanBeClosed() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        CallerSettings settings = CallerSettings.of(
                "c1",
                Map.of("bootstrap.servers", "127.0.0.1:" + closedPort),
                "sluice.",
                Pipeline.topics("sluice."),
                SecretSettings.sealedOnly(folder.resolve("keys")));
        HttpCaller caller = HttpCaller.start(settings, Clock.anchored());
        long begun = System.nanoTime();

        caller.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(30));
        assertThat(caller.failure().toCompletableFuture()).isNotDone();
    }
}
