package io.sluice.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.engine.Engine;
import io.sluice.cli.engine.EngineSettings;
import io.sluice.connectors.secret.ReferenceRules;
import io.sluice.core.schedule.Settings;
import io.sluice.embedded.DirectoryLock;
import io.sluice.embedded.HostPort;
import io.sluice.schemas.serde.Format;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "The whole pipeline in this process until it is stopped: Kafka broker, schema registry, scheduler, caller.",
            "Programs produce requests to sluice.requests and consume sluice.responses (read_committed)."
        },
        footer = {"", "Example:", "  sluice up --providers api.yaml --credentials me.yaml --listen 127.0.0.1:9092"})
final class UpCommand implements Callable<Integer> {
    @Mixin
    private FileOptions files = new FileOptions();

    @Option(names = "--data", paramLabel = "DIR", description = "Where everything is kept.")
    private @Nullable Path data;

    @Option(
            names = "--listen",
            defaultValue = "127.0.0.1:9092",
            paramLabel = "HOST:PORT",
            description = "Address of the broker; port 0 is any free one.")
    private String listen = "";

    @Option(
            names = "--registry-port",
            defaultValue = "8081",
            paramLabel = "N",
            description = "Port of the registry; 0 is any free one.")
    private int registryPort;

    @Option(names = "--format", defaultValue = "avro", description = "avro or json; json needs no registry.")
    private Format format = Format.AVRO;

    @Option(names = "--partitions", defaultValue = "4", paramLabel = "N", description = "Of every topic.")
    private int partitions;

    @Option(names = "--prefix", defaultValue = "sluice.", description = "Of every topic.")
    private String prefix = "";

    @Option(names = "--keys", paramLabel = "DIR", description = "The key pair that secrets are sealed with.")
    private @Nullable Path keys;

    @Option(
            names = "--secrets-dir",
            paramLabel = "DIR",
            description = "Files that credentials from the topic may name lie here.")
    private @Nullable Path secretsDir;

    @Option(
            names = "--secrets-env",
            paramLabel = "PREFIX",
            description = "Variables that credentials from the topic may name begin so.")
    private @Nullable String secretsEnv;

    @Option(names = "--json", description = "Say that it is ready in JSON.")
    private boolean json;

    @Option(
            names = {"--http", "--console-port", "--bootstrap", "--registry", "--command-config"},
            hidden = true)
    private @Nullable String later;

    @Override
    @SuppressWarnings("try") // the lock is held, not used
    public Integer call() throws Exception {
        if (later != null) {
            throw new UserError("--http, --console-port, --bootstrap, --registry, --command-config: not supported yet");
        }
        Path directory = data == null ? home() : data;
        Files.createDirectories(directory);
        try (Stop stop = new Stop();
                DirectoryLock lock = DirectoryLock.acquire(directory)) {
            try (Engine engine = Engine.start(settings(directory))) {
                say(engine);
                stop.await();
                System.err.println("stopping: calls in flight may finish");
            }
        }
        return Main.OK;
    }

    private EngineSettings settings(Path directory) {
        return new EngineSettings(
                directory,
                keys == null ? directory.resolve("keys") : keys,
                address(listen),
                HostPort.loopback(registryPort),
                format,
                prefix,
                partitions,
                Settings.DEFAULT,
                new ReferenceRules(Optional.ofNullable(secretsDir), Optional.ofNullable(secretsEnv)),
                files.policies(),
                files.definitions());
    }

    private void say(Engine engine) {
        String registry = engine.registryUrl().orElse("none");
        System.err.println("broker " + engine.bootstrap() + ", registry " + registry);
        System.err.println("try: echo '{\"provider\":\"NAME\",\"path\":\"/\"}' | kcat -b " + engine.bootstrap()
                + " -P -t " + engine.topics().requests().name());
        System.err.println("Ctrl-C stops it");
        System.out.println(
                json
                        ? new ObjectMapper()
                                .createObjectNode()
                                .put("ready", true)
                                .put("bootstrap", engine.bootstrap())
                                .put("registry", registry)
                                .toString()
                        : "ready bootstrap=" + engine.bootstrap() + " registry=" + registry);
        System.out.flush();
    }

    private static HostPort address(String text) {
        int colon = text.lastIndexOf(':');
        try {
            return new HostPort(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UserError("--listen is '" + text + "', expected HOST:PORT");
        }
    }

    private static Path home() {
        String xdg = System.getenv("XDG_DATA_HOME");
        Path base = xdg == null || xdg.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".local", "share")
                : Path.of(xdg);
        return base.resolve("sluice");
    }
}
