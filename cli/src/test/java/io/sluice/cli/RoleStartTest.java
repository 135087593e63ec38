package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.embedded.HostPort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RoleStartTest {
    @TempDir
    private Path folder;

    @Test
    void aRoleThatIsStartedBeforeItsBrokerWaitsForIt() throws Exception {
        int port = freePort();
        try (EmbeddedBroker before = broker(port)) {
            assertThat(Main.commandLine()
                            .execute("topics", "create", "--format", "json", "--bootstrap", before.bootstrap()))
                    .isZero();
        }
        try (Program role = Program.sluice(
                folder,
                "observer",
                "observer",
                "--format",
                "json",
                "--bootstrap",
                "127.0.0.1:" + port,
                "--data",
                folder.resolve("observer").toString())) {
            awaitLine(role, "connecting to 127.0.0.1:" + port + " ...");
            awaitLine(role, "no broker answers");
            try (EmbeddedBroker late = broker(port)) {
                awaitLine(role, "observer works on " + late.bootstrap());
            }
        }
    }

    private EmbeddedBroker broker(int port) {
        return EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")).listen(HostPort.loopback(port)));
    }

    private static void awaitLine(Program role, String text) throws Exception {
        while (!role.err().contains(text)) {
            assertThat(role.isAlive()).as(role.err()).isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
