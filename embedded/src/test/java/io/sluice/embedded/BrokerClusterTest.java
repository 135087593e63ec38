package io.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three brokers of ours as one cluster. */
final class BrokerClusterTest {
    private static final int NODES = 3;

    @TempDir
    private Path directory;

    private final String clusterId = Membership.newClusterId();
    private final Map<Integer, HostPort> controllers = new TreeMap<>();
    private final Map<Integer, EmbeddedBroker> brokers = new TreeMap<>();
    private final ExecutorService starters = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        List<CompletableFuture<Void>> ends = brokers.values().stream()
                .map(broker -> CompletableFuture.runAsync(broker::close, starters))
                .toList();
        ends.forEach(CompletableFuture::join);
        starters.shutdown();
    }

    @Test
    void recordsAreTakenAndKeptWhileOneIsAway() throws Exception {
        startAll();
        Records records = new Records(brokers.get(1).bootstrap());
        records.createTopic((short) NODES);
        records.commit("first");
        awaitAllInSync(records);

        brokers.remove(NODES).close();
        records.commit("second");
        assertThat(records.committed(2)).containsExactly("first", "second");

        brokers.put(NODES, EmbeddedBroker.start(settings(NODES)));
        Records others = new Records(brokers.get(NODES).bootstrap());
        awaitAllInSync(others);
        brokers.remove(1).close();
        others.commit("third");
        assertThat(others.committed(3)).containsExactly("first", "second", "third");
    }

    @Test
    void aMembershipThatCannotBeIsRefused() {
        assertThatThrownBy(() -> new Membership("id", 4, Map.of(1, HostPort.loopback(1))))
                .hasMessageContaining("node 4 is not one of the controllers");
        assertThatThrownBy(() -> new Membership("id", 1, Map.of(1, HostPort.loopback(0), 2, HostPort.loopback(2))))
                .hasMessageContaining("each of several controllers needs a port");
    }

    private void startAll() throws Exception {
        for (int node = 1; node <= NODES; node++) {
            controllers.put(node, HostPort.loopback(freePort()));
        }
        List<CompletableFuture<EmbeddedBroker>> starts = new ArrayList<>();
        for (int node = 1; node <= NODES; node++) {
            BrokerSettings settings = settings(node);
            starts.add(CompletableFuture.supplyAsync(() -> EmbeddedBroker.start(settings), starters));
        }
        for (int node = 1; node <= NODES; node++) {
            brokers.put(node, starts.get(node - 1).join());
        }
    }

    private BrokerSettings settings(int node) {
        return BrokerSettings.in(directory.resolve("broker-" + node))
                .memberOf(new Membership(clusterId, node, controllers));
    }

    private static void awaitAllInSync(Records records) throws Exception {
        int inSync = Await.until(() -> replicasInSync(records), replicas -> replicas >= NODES);
        assertThat(inSync).isEqualTo(NODES);
    }

    private static int replicasInSync(Records records) throws Exception {
        try (Admin admin = records.admin()) {
            TopicDescription topic = admin.describeTopics(List.of(Records.TOPIC))
                    .allTopicNames()
                    .get()
                    .get(Records.TOPIC);
            return topic.partitions().get(0).isr().size();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
