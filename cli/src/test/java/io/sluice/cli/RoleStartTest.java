package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.embedded.EmbeddedRegistry;
import io.sluice.embedded.HostPort;
import io.sluice.embedded.RegistrySettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
            createTopics(before);
        }
        try (Program role = observer("127.0.0.1:" + port, "--format", "json")) {
            role.awaitErr("connecting to 127.0.0.1:" + port + " ...");
            role.awaitErr("no broker answers");
            try (EmbeddedBroker late = broker(port)) {
                role.awaitErr("observer works on " + late.bootstrap());
            }
        }
    }

    @Test
    @SuppressWarnings("try") // the registry is there, for the role to use
    void aRoleThatIsStartedBeforeItsRegistryWaitsForIt() throws Exception {
        HostPort address = HostPort.loopback(freePort());
        try (EmbeddedBroker broker = broker(0)) {
            createTopics(broker);
            try (Program role = observer(broker.bootstrap(), "--registry", "http://" + address)) {
                role.awaitErr("--registry http://" + address + ": the registry gives no id for ");
                try (EmbeddedRegistry late =
                        EmbeddedRegistry.start(RegistrySettings.inMemory().listen(address))) {
                    role.awaitErr("observer works on " + broker.bootstrap());
                }
            }
        }
    }

    @Test
    void aRoleWaitsForAHostThatIsNotKnownUntilItIsStopped() throws Exception {
        try (Program role = observer("no.invalid:9092", "--format", "json")) {
            role.awaitErr("--bootstrap no.invalid:9092: unknown host; trying again");
            role.signal("TERM");
            assertThat(role.await()).isZero();
        }
    }

    private static void createTopics(EmbeddedBroker broker) {
        assertThat(Main.commandLine()
                        .execute("topics", "create", "--format", "json", "--bootstrap", broker.bootstrap()))
                .isZero();
    }

    private Program observer(String bootstrap, String... more) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                "observer",
                "--bootstrap",
                bootstrap,
                "--data",
                folder.resolve("observer").toString()));
        line.addAll(List.of(more));
        return Program.sluice(folder, "observer", line.toArray(String[]::new));
    }

    private EmbeddedBroker broker(int port) {
        return EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")).listen(HostPort.loopback(port)));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
