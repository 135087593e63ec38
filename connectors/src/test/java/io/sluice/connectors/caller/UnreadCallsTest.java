package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.Await;
import io.sluice.embedded.EmbeddedRegistry;
import io.sluice.embedded.HostPort;
import io.sluice.embedded.RegistrySettings;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A feed that cannot read its calls, since the registry is away, takes none until it can. */
class UnreadCallsTest {
    private static final TopicPartition P0 = new TopicPartition("calls", 0);
    private static final TopicPartition P1 = new TopicPartition("calls", 1);

    @TempDir
    private Path files;

    private final AtomicLong now = new AtomicLong(10_000);
    private final List<String> places = new ArrayList<>();
    private final RecordedOutcomes outcomes = new RecordedOutcomes();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");
    private EmbeddedRegistry registry;
    private byte[] call;
    private CallMakerRig rig;
    private CallFeed feed;

    @BeforeEach
    void makeFeed() throws Exception {
        startRegistry(HostPort.loopback(0));
        Topics schedulers = topics();
        schedulers.all().forEach(Topic::schemaIds);
        call = schedulers
                .calls()
                .write(Calls.to("http://127.0.0.1:1/", "late", 9_999).build());
        rig = new CallMakerRig(files.resolve("caller"), now::get, outcomes);
        feed = new CallFeed(
                new FeedSettings("calls", 7, 1_000),
                new CallFeed.Ports(
                        consumer,
                        new CallDecoder(topics().calls(), "default"),
                        (partition, free) -> places.add(partition + "=" + free),
                        () -> true),
                rig.maker,
                now::get);
        consumer.updateEndOffsets(Map.of(P0, 5L, P1, 5L));
        feed.subscribe();
        consumer.rebalance(List.of(P0));
        feed.takeCalls();
        assertThat(places).containsExactly("0=7");
    }

    private Topics topics() {
        return Topics.avro("", Map.of("schema.registry.url", registry.url()));
    }

    @AfterEach
    void close() {
        rig.close();
        registry.close();
    }

    @Test
    void placesAreWithdrawnUntilTheCallsCanBeRead() throws InterruptedException {
        HostPort place = HostPort.loopback(URI.create(registry.url()).getPort());
        registry.close();
        readAgain();
        assertThat(places).containsExactly("0=7", "0=0");
        assertThat(feed.unready())
                .hasValueSatisfying(why -> assertThat(why).startsWith("cannot read its calls: the registry gives no"));
        now.addAndGet(1_000);
        readAgain();
        assertThat(places).containsExactly("0=7", "0=0", "0=0");

        startRegistry(place);
        Await.until(
                () -> {
                    readAgain();
                    return feed.unready().isEmpty();
                },
                feed::unready);
        assertThat(places).endsWith("0=0", "0=7");
        assertThat(outcomes.next()).isEqualTo("late: late");
    }

    @Test
    void callsThatAreGivenToAnotherMemberAreOfNoConcern() {
        registry.close();
        readAgain();
        consumer.rebalance(List.of(P1));
        feed.takeCalls();
        assertThat(places).endsWith("1=7");
        assertThat(feed.unready()).isEmpty();
    }

    @Test
    void callsThatAreDeletedAreOfNoConcern() {
        registry.close();
        readAgain();
        consumer.seek(P0, 9);
        feed.takeCalls();
        assertThat(places).endsWith("0=7");
    }

    /** Kafka's mock gives each record once. */
    private void readAgain() {
        consumer.addRecord(new ConsumerRecord<>("calls", 0, 5, new byte[0], call));
        feed.takeCalls();
    }

    private void startRegistry(HostPort place) {
        registry = EmbeddedRegistry.start(
                RegistrySettings.in(files.resolve("registry")).listen(place));
    }
}
