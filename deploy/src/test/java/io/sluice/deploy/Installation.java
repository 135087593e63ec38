package io.sluice.deploy;

import io.sluice.schemas.serde.Topics;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.startupcheck.OneShotStartupCheckStrategy;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.kafka.KafkaContainer;

/** Kafka, a registry, a scheduler and a caller, each a container, as docker-compose.yml has them. */
final class Installation implements AutoCloseable {
    static final int PARTITIONS = 4;

    private static final long MEMORY_BYTES = 768L << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Deque<Runnable> closing = new ArrayDeque<>();
    private final Network network = Network.newNetwork();
    private final KafkaContainer kafka;
    private final GenericContainer<?> registry;

    private Installation() {
        closing.push(network::close);
        kafka = opened(
                new KafkaContainer(LocalImages.KAFKA).withNetwork(network).withListener("kafka:19092"));
        registry = opened(new GenericContainer<>(LocalImages.REGISTRY)
                .withNetwork(network)
                .withNetworkAliases("registry")
                .withExposedPorts(8081)
                .waitingFor(Wait.forHttp("/subjects")));
    }

    /** Starts broker and registry and creates the topics. */
    static Installation start() {
        Installation installation = new Installation();
        try {
            installation.kafka.start();
            installation.registry.start();
            try (GenericContainer<?> topics = installation.sluice("topics", "create")) {
                topics.withStartupCheckStrategy(new OneShotStartupCheckStrategy().withTimeout(PATIENCE))
                        .start();
            }
            return installation;
        } catch (RuntimeException e) {
            installation.close();
            throw e;
        }
    }

    /** Starts a scheduler; returns when it is healthy. */
    GenericContainer<?> scheduler() {
        return role(sluice("scheduler"));
    }

    /** Starts a caller that is given these files; returns when it is healthy. */
    GenericContainer<?> caller(String providers, String credentials) {
        return role(sluice("caller", "--providers", "/etc/sluice/p.yaml", "--credentials", "/etc/sluice/c.yaml")
                .withCopyToContainer(Transferable.of(providers), "/etc/sluice/p.yaml")
                .withCopyToContainer(Transferable.of(credentials), "/etc/sluice/c.yaml"));
    }

    /** The address by which containers reach this machine. */
    String host() {
        return kafka.getDockerClient()
                .inspectNetworkCmd()
                .withNetworkId(network.getId())
                .exec()
                .getIpam()
                .getConfig()
                .get(0)
                .getGateway();
    }

    Map<String, Object> client() {
        return Map.of("bootstrap.servers", kafka.getBootstrapServers());
    }

    Topics topics() {
        String url = "http://" + registry.getHost() + ":" + registry.getMappedPort(8081);
        return Topics.avro("sluice.", Map.of("schema.registry.url", url));
    }

    private GenericContainer<?> role(GenericContainer<?> container) {
        opened(container.waitingFor(Wait.forHealthcheck().withStartupTimeout(PATIENCE)))
                .start();
        return container;
    }

    private GenericContainer<?> sluice(String... command) {
        return new GenericContainer<>(LocalImages.SLUICE)
                .withNetwork(network)
                .withEnv("SLUICE_BOOTSTRAP", "kafka:19092")
                .withEnv("SLUICE_REGISTRY", "http://registry:8081")
                .withCreateContainerCmdModifier(create -> create.getHostConfig().withMemory(MEMORY_BYTES))
                .withCommand(command);
    }

    private <C extends GenericContainer<?>> C opened(C container) {
        closing.push(container::close);
        return container;
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            closing.pop().run();
        }
    }
}
