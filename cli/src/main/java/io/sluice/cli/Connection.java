package io.sluice.cli;

import io.sluice.schemas.serde.Format;
import io.sluice.schemas.serde.Topics;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a running pipeline is. */
final class Connection {
    @Option(
            names = "--bootstrap",
            defaultValue = "127.0.0.1:9092",
            paramLabel = "HOST:PORT",
            description = "The broker (default: ${DEFAULT-VALUE}).")
    private String bootstrap = "";

    @Option(
            names = "--registry",
            defaultValue = "http://127.0.0.1:8081",
            paramLabel = "URL",
            description = "The registry (default: ${DEFAULT-VALUE}).")
    private String registry = "";

    @Option(names = "--format", defaultValue = "avro", description = "avro or json; json needs no registry.")
    private Format format = Format.AVRO;

    @Option(names = "--prefix", defaultValue = "sluice.", description = "Of every topic (default: ${DEFAULT-VALUE}).")
    private String prefix = "";

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description =
                    "Properties of every Kafka client; those that begin with schema.registry. are the registry's.")
    private @Nullable Path commandConfig;

    Remote remote() {
        return new Remote(Checks.bootstrap(bootstrap), registry, format, Checks.prefix(prefix), commandConfig);
    }

    Map<String, Object> client() {
        return remote().impatientClient();
    }

    Topics topics() {
        return remote().topics();
    }
}
