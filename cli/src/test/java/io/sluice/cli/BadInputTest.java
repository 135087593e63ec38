package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.embedded.DirectoryLock;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user does wrong ends with exit 2 and one line that names the place; nothing is sent, nothing is started. */
class BadInputTest {
    private static final String GOOD = "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\"}\n";

    @TempDir
    private Path folder;

    private Path provider;
    private Path credentials;
    private Path requests;

    @BeforeEach
    void writeGoodFiles() throws IOException {
        provider = write("p.yaml", "provider: api\nbaseUrl: http://127.0.0.1:1\n");
        credentials = write("c.yaml", "- { id: alice, provider: api, secret: { value: x } }\n");
        requests = write("r.jsonl", GOOD);
    }

    @Test
    void aBrokenLineOfRequests() throws IOException {
        requests = write("r.jsonl", GOOD + "{\"provider\":\n");
        refused("r.jsonl:2: not JSON", run());
    }

    @Test
    void anUnknownFieldOfARequest() throws IOException {
        requests = write("r.jsonl", "{\"provider\":\"api\",\"path\":\"/\",\"colour\":1}\n");
        refused("r.jsonl:1: unknown field 'colour'", run());
    }

    @Test
    void aRepeatedId() throws IOException {
        requests = write("r.jsonl", GOOD + GOOD);
        refused("r.jsonl:2: field 'id' is 'a' as in line 1", run());
    }

    @Test
    void anUnknownScope() throws IOException {
        provider = write("p.yaml", """
                provider: api
                baseUrl: http://127.0.0.1:1
                limits:
                  - { name: l, scope: [acount], quota: 1, per: 1s, window: sliding }
                """);
        refused("p.yaml:4: field 'scope' has 'acount'", run());
    }

    @Test
    void aMissingEnvironmentVariable() throws IOException {
        credentials = write("c.yaml", "- { id: alice, provider: api, secret: { env: SURELY_NOT_SET_ANYWHERE } }\n");
        refused("c.yaml:1: field 'secret' names the environment variable 'SURELY_NOT_SET_ANYWHERE'", run());
    }

    @Test
    void aFileThatIsNotThere() {
        requests = folder.resolve("nowhere.jsonl");
        refused("nowhere.jsonl:", run());
    }

    @Test
    @SuppressWarnings("try") // the lock is held, not used
    void aDataDirectoryInUse() {
        Path data = folder.resolve("data");
        try (DirectoryLock lock = DirectoryLock.acquire(data)) {
            refused("data", run("--data", data.toString()));
        }
    }

    @Test
    void aPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            Said said = execute(
                    "up",
                    "--data",
                    folder.resolve("up").toString(),
                    "--listen",
                    "127.0.0.1:" + port,
                    "--registry-port",
                    "0");
            refused(Integer.toString(port), said);
        }
    }

    @Test
    void aClusterThatNeedsARegistry() {
        refused("--registry", execute("up", "--data", folder.resolve("up").toString(), "--bootstrap", "127.0.0.1:1"));
    }

    private record Said(int exit, String err) {}

    private static void refused(String named, Said said) {
        assertThat(said.err()).contains(named).hasLineCount(1).doesNotContain("\tat ");
        assertThat(said.exit()).isEqualTo(2);
    }

    private Said run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--providers",
                provider.toString(),
                "--credentials",
                credentials.toString(),
                "--requests",
                requests.toString(),
                "--responses",
                folder.resolve("out.jsonl").toString()));
        arguments.addAll(List.of(more));
        Said said = execute(arguments.toArray(String[]::new));
        assertThat(folder.resolve("out.jsonl")).doesNotExist();
        return said;
    }

    private static Said execute(String... arguments) {
        StringWriter err = new StringWriter();
        int exit = Main.commandLine().setErr(new PrintWriter(err, true)).execute(arguments);
        return new Said(exit, err.toString());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
