package io.sluice.embedded;

import static io.sluice.embedded.WithRegistry.NEW_REQUIRED;
import static io.sluice.embedded.WithRegistry.V1;
import static io.sluice.embedded.WithRegistry.V2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a registry remembers, and how it starts. */
final class PersistentRegistryTest {
    private static final List<String> EVERYTHING = List.of(
            "/subjects?deleted=true",
            "/schemas?deleted=true",
            "/schemas",
            "/schemas/ids/1",
            "/schemas/ids/2",
            "/config",
            "/config/s",
            "/mode",
            "/mode/t");

    @TempDir
    private Path directory;

    @Test
    void aRestartKnowsEverything() throws Exception {
        List<String> before;
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(RegistrySettings.in(directory))) {
            RegistryClient client = new RegistryClient(registry.url());
            client.register("s", V1);
            client.register("s", V2);
            client.register("t", V2);
            client.register("u", "\"string\"");
            client.register("v", "\"int\"");
            client.delete("/subjects/s/versions/1");
            client.delete("/subjects/u");
            client.delete("/subjects/u?permanent=true");
            client.delete("/subjects/v/versions/1");
            client.delete("/subjects/v/versions/1?permanent=true");
            client.put("/config", "{\"compatibility\":\"FULL\"}");
            client.put("/config/s", "{\"compatibility\":\"NONE\"}");
            client.put("/mode/t", "{\"mode\":\"READONLY\"}");
            client.put("/mode", "{\"mode\":\"READONLY\"}");
            client.delete("/mode");
            before = everything(client);
        }
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(RegistrySettings.in(directory))) {
            RegistryClient client = new RegistryClient(registry.url());
            assertThat(everything(client)).isEqualTo(before);
            assertThat(client.register("s", NEW_REQUIRED).text())
                    .as("ids 3 and 4 were given to what is forgotten")
                    .isEqualTo("{\"id\":5}");
        }
    }

    private static List<String> everything(RegistryClient client) throws Exception {
        List<String> answers = new ArrayList<>();
        for (String path : EVERYTHING) {
            answers.add(path + " " + client.get(path).text());
        }
        return answers;
    }

    @Test
    void aTornLastLineNeverHappened() throws Exception {
        Path file = directory.resolve("schemas.jsonl");
        try (EmbeddedRegistry registry = EmbeddedRegistry.start(RegistrySettings.in(directory))) {
            new RegistryClient(registry.url()).register("s", V1);
        }
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, 30), StandardOpenOption.APPEND);
        for (int restart = 0; restart < 2; restart++) {
            try (EmbeddedRegistry registry = EmbeddedRegistry.start(RegistrySettings.in(directory))) {
                RegistryClient client = new RegistryClient(registry.url());
                client.register("s", V2);
                assertThat(client.get("/subjects/s/versions").text()).isEqualTo("[1,2]");
            }
        }
        assertThat(Files.readString(file)).startsWith(whole).hasLineCount(2);
    }

    @Test
    void aDamagedLineIsNamed() throws Exception {
        Path file = directory.resolve("schemas.jsonl");
        Files.writeString(file, "{\"event\":\"level-changed\",\"level\":\"FULL\"}\n{\"event\":\"unheard-of\"}\n");
        assertThatThrownBy(() -> EmbeddedRegistry.start(RegistrySettings.in(directory)))
                .isExactlyInstanceOf(StartException.class)
                .hasMessageStartingWith(file + ":2: not an entry of the schema registry: ");
        Files.delete(file);
        EmbeddedRegistry.start(RegistrySettings.in(directory)).close(); // the failed start has let go of the directory
    }

    @Test
    void aTakenPortIsNamedAndTheDirectoryFreed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HostPort taken = HostPort.loopback(other.getLocalPort());
            assertThatThrownBy(() -> EmbeddedRegistry.start(
                            RegistrySettings.in(directory).listen(taken)))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessage(taken + " is in use by another program");
        }
        EmbeddedRegistry.start(RegistrySettings.in(directory)).close();
    }

    @Test
    void aDirectoryIsUsedOnce() {
        EmbeddedRegistry first = EmbeddedRegistry.start(RegistrySettings.in(directory));
        assertThatThrownBy(() -> EmbeddedRegistry.start(RegistrySettings.in(directory)))
                .isInstanceOf(DirectoryInUseException.class)
                .hasMessageContaining(directory.toString());
        first.close();
        first.close();
    }
}
