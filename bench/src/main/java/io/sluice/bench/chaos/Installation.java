package io.sluice.bench.chaos;

import io.sluice.cli.engine.Cluster;
import io.sluice.cli.engine.Readiness;
import io.sluice.core.credential.Credential;
import io.sluice.embedded.Membership;
import io.sluice.schemas.serde.Topics;
import io.sluice.streams.app.TopicAdmin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Brokers, registry and roles as real processes on this machine. */
final class Installation implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final String SECOND_EGRESS = "second";
    static final Set<String> EGRESSES = Set.of(Credential.DEFAULT_EGRESS, SECOND_EGRESS);

    /** Requests that came just now. */
    private static final int NEWEST = 500;

    private final Path folder;
    private final Size size;
    private final Map<String, Child> children = new LinkedHashMap<>();
    private final List<Integer> brokerPorts = new ArrayList<>();
    private final List<String> controllers = new ArrayList<>();
    private final String clusterId = Membership.newClusterId();
    private final int registryPort = freePort();

    Installation(Path folder, Size size) throws IOException {
        this.folder = folder;
        this.size = size;
        for (int node = 1; node <= size.brokers(); node++) {
            brokerPorts.add(freePort());
            controllers.add(node + "=" + freePort());
        }
    }

    /** Starts all; returns when every partition has a scheduler that works and a caller for each egress. */
    void start(List<Api> apis) throws Exception {
        Files.createDirectories(folder.resolve("providers"));
        Files.createDirectories(folder.resolve("credentials"));
        for (Api api : apis) {
            api.describe(folder.resolve("providers"), folder.resolve("credentials"));
        }
        Child.keepClasses(folder);
        for (int node = 1; node <= size.brokers(); node++) {
            startBroker(node);
        }
        start("registry", "registry", folder.resolve("registry").toString(), Integer.toString(registryPort));
        awaitServers();
        try (Admin admin = Admin.create(client())) {
            TopicAdmin.create(admin, TopicAdmin.plan(topics(), PARTITIONS, Optional.empty()));
        }
        startRoles();
        Readiness.await(cluster(), EGRESSES, () -> false);
    }

    private void startRoles() {
        for (int number = 1; number <= size.schedulers(); number++) {
            startScheduler(number);
        }
        for (int number = 1; number <= size.callers(); number++) {
            startCaller(number);
        }
        role("observer-1", "observer");
    }

    private void startBroker(int node) {
        List<String> arguments = new ArrayList<>(List.of(
                "broker",
                folder.resolve("broker-" + node).toString(),
                brokerPorts.get(node - 1).toString(),
                clusterId,
                Integer.toString(node),
                Integer.toString(PARTITIONS),
                size.stock() ? "stock" : "ours"));
        arguments.addAll(controllers);
        start("broker-" + node, arguments.toArray(String[]::new));
    }

    void startScheduler(int number) {
        role("scheduler-" + number, "scheduler");
    }

    /** The first and the last serve one egress each, the others both. */
    void startCaller(int number) {
        List<String> more = new ArrayList<>(List.of(
                "--keys",
                folder.resolve("keys").toString(),
                "--providers",
                folder.resolve("providers").toString(),
                "--credentials",
                folder.resolve("credentials").toString()));
        if (number < size.callers() || size.callers() == 1) {
            more.addAll(List.of("--egress", Credential.DEFAULT_EGRESS));
        }
        if (number > 1 || size.callers() == 1) {
            more.addAll(List.of("--egress", SECOND_EGRESS));
        }
        role("caller-" + number, "caller", more.toArray(String[]::new));
    }

    private void role(String name, String verb, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "sluice",
                verb,
                "--bootstrap",
                bootstrap(),
                "--registry",
                registry(),
                "--data",
                folder.resolve(name).toString()));
        arguments.addAll(List.of(more));
        start(name, arguments.toArray(String[]::new));
    }

    private void start(String name, String... arguments) {
        children.put(name, new Child(folder, name, List.of(arguments)));
    }

    /** Waits until brokers and registry answer. */
    void awaitServers() {
        servers().forEach(Child::awaitReady);
    }

    private Stream<Child> servers() {
        return children.values().stream()
                .filter(child ->
                        child.name().startsWith("broker") || child.name().startsWith("registry"));
    }

    Child child(String name) {
        Child child = children.get(name);
        if (child == null) {
            throw new IllegalArgumentException("no " + name + " among " + children.keySet());
        }
        return child;
    }

    List<Child> all() {
        return List.copyOf(children.values());
    }

    /** Forgets one that has left for good. */
    void forget(String name) {
        children.remove(name);
    }

    /** The names of those that have ended though nobody ended them. */
    List<String> ended() {
        return children.values().stream()
                .filter(child -> !child.isAlive())
                .map(Child::name)
                .toList();
    }

    /** Whether the schedulers have read almost all requests. */
    boolean hasReadRequests() {
        try (Admin admin = Admin.create(client())) {
            Map<TopicPartition, OffsetAndMetadata> read = admin.listConsumerGroupOffsets("sluice.scheduler")
                    .partitionsToOffsetAndMetadata()
                    .get();
            Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                ends.put(new TopicPartition(topics().requests().name(), partition), OffsetSpec.latest());
            }
            long lag = 0;
            for (var end : admin.listOffsets(ends).all().get().entrySet()) {
                OffsetAndMetadata position = read.get(end.getKey());
                lag += end.getValue().offset() - (position == null ? 0 : position.offset());
            }
            return lag < NEWEST;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Map<String, Object> client() {
        return Map.of("bootstrap.servers", bootstrap());
    }

    Topics topics() {
        return Topics.avro("sluice.", Map.of("schema.registry.url", registry()));
    }

    Cluster cluster() {
        return new Cluster(client(), "sluice.", topics(), PARTITIONS);
    }

    private String bootstrap() {
        return brokerPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
    }

    private String registry() {
        return "http://127.0.0.1:" + registryPort;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        children.values().forEach(Child::close);
    }
}
