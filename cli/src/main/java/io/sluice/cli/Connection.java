package io.sluice.cli;

import io.sluice.schemas.serde.Format;
import io.sluice.schemas.serde.Topics;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where a running pipeline is. */
final class Connection {
    @Option(
            names = "--bootstrap",
            defaultValue = "127.0.0.1:9092",
            paramLabel = "HOST:PORT",
            description = "The broker.")
    private String bootstrap = "";

    @Option(
            names = "--registry",
            defaultValue = "http://127.0.0.1:8081",
            paramLabel = "URL",
            description = "The registry.")
    private String registry = "";

    @Option(names = "--format", defaultValue = "avro", description = "avro or json.")
    private Format format = Format.AVRO;

    @Option(names = "--prefix", defaultValue = "sluice.", description = "Of every topic.")
    private String prefix = "";

    Map<String, Object> client() {
        return Map.of("bootstrap.servers", bootstrap, "default.api.timeout.ms", 10_000, "request.timeout.ms", 5_000);
    }

    Topics topics() {
        return format == Format.JSON
                ? Topics.json(prefix)
                : Topics.avro(prefix, Map.of("schema.registry.url", registry));
    }
}
