package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.engine.Engine;
import io.sluice.cli.engine.EngineSettings;
import io.sluice.connectors.caller.CallerSettings;
import io.sluice.connectors.secret.ReferenceRules;
import io.sluice.core.schedule.Settings;
import io.sluice.embedded.DirectoryLock;
import io.sluice.embedded.HostPort;
import io.sluice.schemas.serde.Format;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A data directory that is not for this command ends it with exit 2 and one line. */
class BadDataDirectoryTest extends Verbs {
    @Test
    @SuppressWarnings("try") // the lock is held, not used
    void aDataDirectoryInUse() {
        Path data = folder.resolve("data");
        try (DirectoryLock lock = DirectoryLock.acquire(data)) {
            refused("data", run("--data", data.toString()));
        }
    }

    @Test
    void aDataDirectoryOfOtherRequests() throws IOException {
        Path data = folder.resolve("data");
        String other = folder.resolve("other.jsonl").toString();
        requests = write("none.jsonl", "\n");
        assertThat(run("--data", data.toString(), "--responses", other).exit()).isZero();
        requests = folder.resolve("r.jsonl");
        refused("belongs to a run of other requests", run("--data", data.toString()));
    }

    @Test
    void aDataDirectoryThatWasBegunAndCutShortIsNobodysYet() throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.createFile(data.resolve("requests.sha256"));
        String out = folder.resolve("other.jsonl").toString();
        requests = write("none.jsonl", "\n");

        assertThat(run("--data", data.toString(), "--responses", out).exit()).isZero();

        requests = folder.resolve("r.jsonl");
        refused("belongs to a run of other requests", run("--data", data.toString()));
    }

    @Test
    void aDataDirectoryOfAnotherFormat() throws Exception {
        Path data = folder.resolve("up");
        Engine.start(settings(data, Format.JSON)).close();
        refused("--format json, not --format avro", run("--data", data.toString()));
        refused("--format json, not --format avro", up(data, "avro"));
        Engine.start(settings(data, Format.JSON)).close();
    }

    @Test
    void aDataDirectoryOfOtherPartitions() throws Exception {
        Path data = folder.resolve("up");
        Engine.start(settings(data, Format.JSON)).close();
        refused("was begun with --partitions 1, not --partitions 4; give that number", up(data, "json"));
    }

    @Test
    void aDataDirectoryOfAnInstallationOfOtherPartitions() throws Exception {
        Path data = folder.resolve("up");
        Engine.start(settings(data, Format.AVRO, 4)).close();
        refused(
                "data directory " + data + " was begun by `up` with 4 partitions; give another directory with --data",
                run("--data", data.toString()));
    }

    /** It would take the other one's name on the cluster, and end it. */
    @Test
    void theDirectoryOfARoleThatWorksElsewhere() throws Exception {
        Path data = folder.resolve("up");
        Path caller = data.resolve("caller");
        try (Engine engine = Engine.start(settings(data, Format.JSON))) {
            refused(
                    "data directory " + caller + " is in use by process",
                    Verbs.execute(
                            "caller",
                            "--data",
                            caller.toString(),
                            "--bootstrap",
                            engine.bootstrap(),
                            "--registry",
                            "none"));
        }
    }

    @Test
    void aStartThatFailsLeavesTheFormatOpen() throws Exception {
        Path data = folder.resolve("up");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused("in use", up(data, "avro", "--listen", "127.0.0.1:" + taken.getLocalPort()));
        }
        Engine.start(settings(data, Format.JSON)).close();
    }

    @Test
    void aDataDirectoryThatIsAFile() {
        refused("r.jsonl", run("--data", requests.toString()));
    }

    private static EngineSettings settings(Path data, Format format) {
        return settings(data, format, 1);
    }

    private static EngineSettings settings(Path data, Format format, int partitions) {
        return new EngineSettings(
                data,
                data.resolve("keys"),
                HostPort.loopback(0),
                HostPort.loopback(0),
                format,
                "sluice.",
                partitions,
                false,
                Settings.DEFAULT,
                ReferenceRules.none(),
                CallerSettings.DEFAULT_DRAIN_MILLIS,
                List.of(),
                List.of());
    }

    private static Said up(Path data, String format, String... more) {
        List<String> arguments =
                new ArrayList<>(List.of("up", "--data", data.toString(), "--format", format, "--registry-port", "0"));
        arguments.addAll(more.length == 0 ? List.of("--listen", "127.0.0.1:0") : List.of(more));
        return execute(arguments.toArray(String[]::new));
    }
}
