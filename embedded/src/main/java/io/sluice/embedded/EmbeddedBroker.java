package io.sluice.embedded;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.SharedServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.image.loader.MetadataLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The real Kafka broker, with its controller, in this JVM. Its logs survive the process, also one that was killed;
 * without fsync they need not survive a power failure.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final int node;
    private final DirectoryLock lock;
    private final BrokerListeners listeners;
    private final BrokerFaults faults = new BrokerFaults();
    private final ControllerServer controller;
    private final BrokerServer broker;

    private EmbeddedBroker(BrokerSettings settings, DirectoryLock lock, BrokerListeners listeners) {
        this.node = settings.membership().node();
        this.lock = lock;
        this.listeners = listeners;
        KafkaConfig config = new KafkaConfig(BrokerProperties.of(settings, listeners), false);
        var storage = KafkaRaftServer.initializeLogDirs(config, LOG, "");
        SharedServer shared = new SharedServer(
                config,
                storage._1(),
                Time.SYSTEM,
                new Metrics(),
                CompletableFuture.completedFuture(voters(settings.membership())),
                List.of(),
                faults,
                listeners);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), storage._2());
        broker = new BrokerServer(shared);
    }

    /**
     * Starts a broker and returns when it answers, after one to two seconds; on a directory that has been used before,
     * with the records that it holds, however that process ended. One of several brokers waits until a majority is there.
     *
     * @throws PortInUseException if somebody listens on the port
     * @throws DirectoryInUseException if another broker works in the directory
     * @throws StartException if it cannot start for any other reason
     */
    public static EmbeddedBroker start(BrokerSettings settings) {
        DirectoryLock lock = DirectoryLock.acquire(settings.directory());
        try {
            return start(settings, lock);
        } catch (StartException e) {
            lock.close();
            throw e;
        } catch (Exception e) { // Scala throws checked exceptions without saying so
            lock.close();
            throw new StartException("broker in " + settings.directory() + " did not start: " + e.getMessage(), e);
        }
    }

    private static EmbeddedBroker start(BrokerSettings settings, DirectoryLock lock) {
        BrokerListeners listeners = new BrokerListeners(
                settings.listen(),
                settings.membership().controller(),
                settings.security().isGuarded());
        try {
            BrokerStorage.prepare(settings.directory(), settings.membership(), settings.security());
            EmbeddedBroker broker = new EmbeddedBroker(settings, lock, listeners);
            broker.startUp();
            return broker;
        } catch (Exception e) {
            listeners.close();
            throw e;
        }
    }

    /** {@code HOST:PORT} for {@code bootstrap.servers}. */
    public String bootstrap() {
        return listeners.clients().reachable().toString();
    }

    private Map<Integer, InetSocketAddress> voters(Membership membership) {
        return membership.at(listeners.controller()).controllers().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, voter -> voter.getValue().address()));
    }

    private void startUp() {
        try {
            controller.startup();
            awaitEndOfDeadSelf();
            broker.startup();
            awaitAnswer();
            faults.arm();
        } catch (Exception e) {
            stop();
            throw e;
        }
    }

    private void awaitEndOfDeadSelf() {
        DeadSelf deadSelf = new DeadSelf(node);
        MetadataLoader metadata = controller.sharedServer().loader();
        metadata.installPublishers(List.of(deadSelf)).join();
        try {
            deadSelf.gone().get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException("broker " + node + " of this cluster runs already, or no majority is there", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while the broker was starting", e);
        } finally {
            metadata.removeAndClosePublisher(deadSelf).join();
        }
    }

    private void awaitAnswer() {
        String self = listeners.self().reachable().toString();
        Map<String, Object> config = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, self);
        try (Admin admin = Admin.create(config)) {
            admin.describeCluster().controller().get(START_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartException("broker at " + bootstrap() + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted while the broker was starting", e);
        }
    }

    private void stop() {
        // The broker first: it tells the controller that it goes, or the next start would wait for it to be given up.
        broker.shutdown(STOP_TIMEOUT);
        controller.shutdown();
    }

    /** Stops the broker, writes what it holds to disk, and frees port and directory. A second call does nothing. */
    @Override
    public void close() {
        faults.disarm();
        try {
            stop();
        } finally {
            listeners.close();
            lock.close();
        }
    }
}
