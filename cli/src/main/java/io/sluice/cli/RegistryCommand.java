package io.sluice.cli;

import io.sluice.embedded.EmbeddedRegistry;
import io.sluice.embedded.RegistrySettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "registry",
        mixinStandardHelpOptions = true,
        description = {
            "A schema registry alone, for a cluster that has none, until it is stopped.",
            "It speaks the REST API of Confluent's, for Avro. One process, one file of schemas: where several machines must share it, use another."
        },
        footer = {"", "Example:", "  sluice registry --listen 127.0.0.1:8081 --data registry"})
final class RegistryCommand implements Callable<Integer> {
    @Option(
            names = "--listen",
            defaultValue = "127.0.0.1:8081",
            paramLabel = "HOST:PORT",
            description = "Where clients connect; port 0 is any free one (default: ${DEFAULT-VALUE}).")
    private String listen = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Its schemas (default: ~/.local/share/sluice/registry).")
    private @Nullable Path data;

    @Override
    public Integer call() throws Exception {
        RegistrySettings settings =
                RegistrySettings.in(DataDirectory.of(data, "registry")).listen(Checks.address("--listen", listen));
        try (Stop stop = new Stop();
                EmbeddedRegistry registry = EmbeddedRegistry.start(settings)) {
            stop.awaitReady("registry=" + registry.url());
        }
        return Main.OK;
    }
}
