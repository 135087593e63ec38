package io.sluice.cli;

import io.sluice.schemas.serde.Format;
import io.sluice.schemas.serde.Topics;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a running pipeline is. */
final class Connection {
    private static final String LOCAL_BROKER = "127.0.0.1:9092";
    private static final String LOCAL_REGISTRY = "http://127.0.0.1:8081";

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "The broker (default: that of --command-config, or " + LOCAL_BROKER + ").")
    private @Nullable String bootstrap;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            description = "The registry (default: that of --command-config, or " + LOCAL_REGISTRY + ").")
    private @Nullable String registry;

    @Option(names = "--format", defaultValue = "avro", description = "avro or json; json needs no registry.")
    private Format format = Format.AVRO;

    @Option(names = "--prefix", defaultValue = "sluice.", description = "Of every topic (default: ${DEFAULT-VALUE}).")
    private String prefix = "";

    @Option(names = "--command-config", paramLabel = "FILE", description = CommandConfig.IS)
    private @Nullable Path commandConfig;

    private @Nullable Remote remote;

    /** The same each time: the file is read once. */
    Remote remote() {
        if (remote == null) {
            CommandConfig config = CommandConfig.of(commandConfig);
            remote = new Remote(
                    bootstrap == null ? config.bootstrap().orElse(LOCAL_BROKER) : Checks.bootstrap(bootstrap),
                    registry == null ? config.registry().orElse(LOCAL_REGISTRY) : registry,
                    format,
                    Checks.prefix(prefix),
                    config);
        }
        return remote;
    }

    Map<String, Object> client() {
        return remote().impatientClient();
    }

    Topics topics() {
        return remote().topics();
    }
}
