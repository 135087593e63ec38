package io.sluice.cli;

import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "broker",
        mixinStandardHelpOptions = true,
        description = {
            "A Kafka broker alone, to try the roles where there is no cluster, until it is stopped.",
            "One node without copies, and open to whoever reaches its port: no place for what must not be lost."
        },
        footer = {
            "",
            "Example:",
            "  sluice broker --listen 127.0.0.1:9092 --data broker",
            "  sluice registry                                       in another terminal"
        })
final class BrokerCommand implements Callable<Integer> {
    @Option(
            names = "--listen",
            defaultValue = "127.0.0.1:9092",
            paramLabel = "HOST:PORT",
            description = "Where clients connect; port 0 is any free one (default: ${DEFAULT-VALUE}).")
    private String listen = "";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Its topics (default: ~/.local/share/sluice/trial-broker).")
    private @Nullable Path data;

    @Override
    public Integer call() throws Exception {
        BrokerSettings settings =
                BrokerSettings.in(DataDirectory.of(data, "trial-broker")).listen(Checks.address("--listen", listen));
        try (Stop stop = new Stop();
                EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
            stop.awaitReady("bootstrap=" + broker.bootstrap());
        }
        return Main.OK;
    }
}
