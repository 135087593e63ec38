package io.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedBrokerTest {
    @TempDir
    private Path directory;

    @Test
    void aRestartOnTheSameDirectoryKeepsRecordsAndClusterId() throws Exception {
        String clusterId;
        HostPort address;
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            Records records = new Records(broker.bootstrap());
            records.createTopic();
            records.commit("first", "second");
            assertThat(records.committed(2)).containsExactly("first", "second");
            clusterId = clusterId(records);
            address = HostPort.loopback(portOf(broker));
        }
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(BrokerSettings.in(directory).listen(address))) {
            assertThat(broker.bootstrap()).isEqualTo(address.toString());
            Records records = new Records(broker.bootstrap());
            records.commit("third");
            assertThat(records.committed(3)).containsExactly("first", "second", "third");
            assertThat(clusterId(records)).isEqualTo(clusterId);
        }
    }

    @Test
    void anUnknownTopicIsNotCreated() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            Records records = new Records(broker.bootstrap());
            try (KafkaProducer<String, String> producer = records.producer(Map.of("max.block.ms", 3_000));
                    Admin admin = records.admin()) {
                assertThatThrownBy(() -> producer.partitionsFor("misspelt"))
                        .isInstanceOf(TimeoutException.class)
                        .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
                assertThat(admin.listTopics().names().get()).isEmpty();
            }
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            HostPort taken = HostPort.loopback(other.getLocalPort());
            assertThatThrownBy(() ->
                            EmbeddedBroker.start(BrokerSettings.in(directory).listen(taken)))
                    .isInstanceOf(PortInUseException.class)
                    .hasMessage(taken + " is in use by another program");
        }
        EmbeddedBroker.start(BrokerSettings.in(directory)).close(); // the failed start has let go of the directory
    }

    @Test
    void anAddressOfAnotherMachineIsRefused() {
        HostPort elsewhere = new HostPort("192.0.2.1", 0);
        assertThatThrownBy(
                        () -> EmbeddedBroker.start(BrokerSettings.in(directory).listen(elsewhere)))
                .isExactlyInstanceOf(StartException.class)
                .hasMessageStartingWith("cannot listen on 192.0.2.1:0: ");
    }

    @Test
    void allInterfacesAreReachedByTheMachinesName() throws Exception {
        HostPort everywhere = new HostPort("0.0.0.0", 0);
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(BrokerSettings.in(directory).listen(everywhere))) {
            assertThat(broker.bootstrap()).doesNotStartWith("0.0.0.0");
            assertThat(clusterId(new Records(broker.bootstrap()))).isNotEmpty();
        }
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsNamed() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");
        assertThatThrownBy(() -> EmbeddedBroker.start(BrokerSettings.in(file)))
                .isExactlyInstanceOf(StartException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aDirectoryIsUsedOnce() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(directory))) {
            assertThat(broker.bootstrap()).startsWith("127.0.0.1:");
            assertThatThrownBy(() -> EmbeddedBroker.start(BrokerSettings.in(directory)))
                    .isInstanceOf(DirectoryInUseException.class)
                    .hasMessageContaining(directory.toString());
        }
    }

    @Test
    void aSecondCloseDoesNotTakeTheDirectoryFromItsNextOwner() {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(directory));
        broker.close();
        try (DirectoryLock next = DirectoryLock.acquire(directory)) {
            broker.close();
            assertThatThrownBy(() -> DirectoryLock.acquire(directory)).isInstanceOf(DirectoryInUseException.class);
            assertThat(next).isNotNull();
        }
    }

    private static String clusterId(Records records) throws Exception {
        try (Admin admin = records.admin()) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static int portOf(EmbeddedBroker broker) {
        return Integer.parseInt(broker.bootstrap().substring("127.0.0.1:".length()));
    }
}
