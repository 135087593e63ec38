package io.sluice.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.access.Layout;
import io.sluice.cli.engine.Cluster;
import io.sluice.cli.engine.Definitions;
import io.sluice.cli.engine.Engine;
import io.sluice.cli.engine.EngineSettings;
import io.sluice.cli.engine.Pipeline;
import io.sluice.cli.engine.Readiness;
import io.sluice.cli.engine.Role;
import io.sluice.cli.engine.Watch;
import io.sluice.connectors.Clock;
import io.sluice.core.schedule.Settings;
import io.sluice.embedded.DirectoryLock;
import io.sluice.embedded.HostPort;
import io.sluice.schemas.serde.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "The whole pipeline in this process until it is stopped.",
            "Kafka broker, schema registry, scheduler, caller, observer. Programs produce requests to sluice.requests and consume sluice.responses (read_committed)."
        },
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {
            "0:stopped by Ctrl-C or SIGTERM",
            "1:a part failed",
            "2:bad input, a port or data directory in use: one line says what"
        },
        footer = {"", "Example:", "  sluice up --providers api.yaml --credentials me.yaml --listen 127.0.0.1:9092"})
final class UpCommand implements Callable<Integer> {
    private static final int DEFAULT_PARTITIONS = 4;

    @Mixin
    private FileOptions files = new FileOptions();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept (default: ~/.local/share/sluice).")
    private @Nullable Path data;

    @Option(
            names = "--listen",
            defaultValue = "127.0.0.1:9092",
            paramLabel = "HOST:PORT",
            description = "Address of the broker; port 0 is any free one (default: ${DEFAULT-VALUE}).")
    private String listen = "";

    @Option(
            names = "--registry-port",
            defaultValue = "8081",
            paramLabel = "N",
            description = "Port of the registry; 0 is any free one (default: ${DEFAULT-VALUE}).")
    private int registryPort;

    @Option(names = "--format", defaultValue = "avro", description = "avro or json; json needs no registry.")
    private Format format = Format.AVRO;

    @Option(
            names = "--partitions",
            paramLabel = "N",
            description = "Of every topic (default: on a cluster as many as its topics have, else 4).")
    private @Nullable Integer partitions;

    @Option(names = "--prefix", defaultValue = "sluice.", description = "Of every topic (default: ${DEFAULT-VALUE}).")
    private String prefix = "";

    @Mixin
    private SecretOptions secrets = new SecretOptions();

    @Mixin
    private DrainOptions drain = new DrainOptions();

    @Mixin
    private AdminOptions admin = new AdminOptions();

    @Mixin
    private LogOptions logs = new LogOptions();

    @Option(names = "--json", description = "Say that it is ready in JSON.")
    private boolean json;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description =
                    "Work on this cluster (default: that of --command-config); no broker and no registry are started then.")
    private @Nullable String bootstrap;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "The registry of that cluster (default: that of --command-config).")
    private @Nullable String registry;

    @Option(names = "--command-config", paramLabel = "FILE", description = CommandConfig.IS)
    private @Nullable Path commandConfig;

    @Option(
            names = {"--http", "--console-port"},
            hidden = true)
    private @Nullable String later;

    @Override
    @SuppressWarnings("try") // the lock is held, not used
    public Integer call() throws Exception {
        if (later != null) {
            throw new UserError("--http, --console-port: not supported yet");
        }
        Path directory = DataDirectory.of(data);
        drain.millis();
        secrets.references();
        files.policies();
        files.definitions();
        Optional<Remote> remote = remote();
        logs.begin();
        try (Stop stop = new Stop();
                DirectoryLock lock = DirectoryLock.acquire(directory);
                Watch watch = admin.open(List.of(Role.SCHEDULER, Role.CALLER, Role.OBSERVER), stop::isDue, logs::say)) {
            secrets.checkKeys(directory);
            if (remote.isPresent()) {
                onCluster(directory, remote.get(), stop, watch);
            } else {
                onEmbeddedBroker(directory, stop, watch);
            }
        }
        return Main.OK;
    }

    /** The cluster to work on; empty where a broker and a registry are to be started. */
    private Optional<Remote> remote() {
        CommandConfig config = CommandConfig.of(commandConfig);
        Optional<String> address = bootstrap == null ? config.bootstrap() : Optional.of(Checks.bootstrap(bootstrap));
        if (address.isEmpty()) {
            if (commandConfig != null) {
                throw new UserError(
                        commandConfig + ":1: bootstrap.servers is missing, expected HOST:PORT, or --bootstrap");
            }
            if (registry != null) {
                throw new UserError("--registry is of a cluster, expected --bootstrap HOST:PORT as well");
            }
            return Optional.empty();
        }
        String url = registry == null ? config.registry().orElse("none") : registry;
        if (url.equals("none") && format == Format.AVRO) {
            throw new UserError("a cluster needs --registry URL, or --format json");
        }
        return Optional.of(new Remote(address.get(), url, format, Checks.prefix(prefix), config));
    }

    private void onEmbeddedBroker(Path directory, Stop stop, Watch watch) throws IOException, InterruptedException {
        try (Engine engine = Engine.start(settings(directory), watch, stop::isDue)) {
            stop.waitFor(engine.draining(), logs::say);
            Address address = new Address(
                    engine.cluster(), engine.bootstrap(), engine.registryUrl().orElse("none"));
            work(address, engine::observes, engine.failure(), stop);
        }
    }

    private void onCluster(Path directory, Remote remote, Stop stop, Watch watch)
            throws IOException, InterruptedException {
        int number = remote.partitions(partitions, DEFAULT_PARTITIONS);
        remote.create(Layout.of(remote.prefix(), number, Optional.empty()));
        Cluster cluster = remote.cluster(RoleTopics::ofAll);
        try (Pipeline pipeline = Pipeline.start(cluster, plan(directory), watch, stop::isDue)) {
            stop.waitFor(pipeline.draining(), logs::say);
            Address address = new Address(cluster, remote.bootstrap(), remote.shownRegistry());
            work(address, pipeline::observes, pipeline.failure(), stop);
        }
    }

    /** Where the pipeline works. */
    private record Address(Cluster cluster, String bootstrap, String registryUrl) {}

    private void work(Address address, BooleanSupplier observed, CompletionStage<Void> failure, Stop stop)
            throws InterruptedException {
        logs.started();
        files.remarks().forEach(logs::say);
        stop.endWith(failure);
        if (Readiness.await(address.cluster(), definitions().egresses(), observed, stop::isDue)) {
            say(address);
        }
        stop.await();
        logs.say("stopping: calls in flight may finish");
    }

    private Definitions definitions() {
        return new Definitions(files.policies(), files.definitions());
    }

    private Pipeline.Plan plan(Path directory) {
        return new Pipeline.Plan(
                directory,
                secrets.keys(directory),
                Settings.DEFAULT,
                secrets.references(),
                definitions(),
                drain.millis(),
                true,
                Clock.anchored());
    }

    private EngineSettings settings(Path directory) {
        return new EngineSettings(
                directory,
                secrets.keys(directory),
                Checks.address("--listen", listen),
                HostPort.loopback(Checks.port("--registry-port", registryPort)),
                format,
                Checks.prefix(prefix),
                Checks.partitions(partitions == null ? DEFAULT_PARTITIONS : partitions),
                false,
                Settings.DEFAULT,
                secrets.references(),
                drain.millis(),
                files.policies(),
                files.definitions());
    }

    private void say(Address address) {
        logs.say("broker " + address.bootstrap() + ", registry " + address.registryUrl());
        logs.say("try: echo '{\"provider\":\"NAME\",\"path\":\"/\"}' | kcat -b " + address.bootstrap() + " -P -t "
                + address.cluster().topics().requests().name());
        logs.say("Ctrl-C stops it");
        System.out.println(
                json
                        ? new ObjectMapper()
                                .createObjectNode()
                                .put("ready", true)
                                .put("bootstrap", address.bootstrap())
                                .put("registry", address.registryUrl())
                                .toString()
                        : "ready bootstrap=" + address.bootstrap() + " registry=" + address.registryUrl());
        System.out.flush();
    }
}
