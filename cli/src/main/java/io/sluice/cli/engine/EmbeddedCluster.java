package io.sluice.cli.engine;

import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.embedded.EmbeddedRegistry;
import io.sluice.embedded.RegistrySettings;
import io.sluice.schemas.serde.Format;
import io.sluice.schemas.serde.Topics;
import java.util.Map;
import java.util.Optional;

/** A broker in this process, and a registry where the format needs one. */
final class EmbeddedCluster implements AutoCloseable {
    private final EmbeddedBroker broker;
    private final Optional<EmbeddedRegistry> registry;
    private final Cluster cluster;

    private EmbeddedCluster(EmbeddedBroker broker, Optional<EmbeddedRegistry> registry, Cluster cluster) {
        this.broker = broker;
        this.registry = registry;
        this.cluster = cluster;
    }

    @SuppressWarnings("MustBeClosed") // closed with this, or here where the registry does not start
    static EmbeddedCluster start(EngineSettings settings) {
        KeptFormat format = new KeptFormat(settings.directory(), settings.format());
        format.check();
        EmbeddedBroker broker =
                EmbeddedBroker.start(BrokerSettings.in(settings.directory().resolve("broker"))
                        .listen(settings.listen())
                        .partitions(settings.partitions()));
        try {
            format.keep();
            Optional<EmbeddedRegistry> registry = registry(settings);
            Topics topics = registry.map(
                            url -> Topics.avro(settings.prefix(), Map.of("schema.registry.url", url.url())))
                    .orElseGet(() -> Topics.json(settings.prefix()));
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrap());
            return new EmbeddedCluster(
                    broker, registry, new Cluster(client, settings.prefix(), topics, settings.partitions()));
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    private static Optional<EmbeddedRegistry> registry(EngineSettings settings) {
        if (settings.format() == Format.JSON) {
            return Optional.empty();
        }
        return Optional.of(EmbeddedRegistry.start(
                RegistrySettings.in(settings.directory().resolve("registry")).listen(settings.registry())));
    }

    Cluster cluster() {
        return cluster;
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    Optional<String> registryUrl() {
        return registry.map(EmbeddedRegistry::url);
    }

    @Override
    public void close() {
        registry.ifPresent(EmbeddedRegistry::close);
        broker.close();
    }
}
