package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.http.CallClient;
import io.sluice.connectors.http.CallLimits;
import io.sluice.connectors.http.EventLoop;
import io.sluice.connectors.http.HttpSettings;
import io.sluice.connectors.secret.CredentialId;
import io.sluice.connectors.secret.KeyFolder;
import io.sluice.connectors.secret.ReferenceRules;
import io.sluice.connectors.secret.SecretVault;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a feed does when, on a consumer of Kafka's own tests whose commits can fail. */
class CallFeedTest {
    private static final TopicPartition P0 = new TopicPartition("calls", 0);
    private static final Duration NOW = Duration.ofMillis(1);

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong(10_000);
    private final List<String> places = new ArrayList<>();
    private final RecordedOutcomes outcomes = new RecordedOutcomes();
    private final FailingConsumer consumer = new FailingConsumer();
    private EventLoop loop;
    private SecretVault vault;
    private CallFeed feed;

    @BeforeEach
    void makeFeed() throws IOException {
        loop = new EventLoop(now::get);
        vault = new SecretVault(KeyFolder.open(folder), ReferenceRules.none(), List.of(), name -> null);
        Dispatcher dispatcher = new Dispatcher(loop, new CallClient(loop, HttpSettings.defaults()), vault, outcomes);
        feed = new CallFeed(
                new FeedSettings("calls", 7, 1_000),
                new CallFeed.FeedPorts(
                        consumer, CallFeedTest::decode, (partition, free) -> places.add(partition + "=" + free)),
                dispatcher,
                now::get);
        consumer.updateEndOffsets(Map.of(P0, 5L));
        feed.subscribe();
    }

    @AfterEach
    void close() {
        vault.close();
        loop.close();
    }

    @Test
    void placesAreAnnouncedOncePositionsAreCommittedAndThenEachSecond() {
        feed.turn(NOW);
        assertThat(places).isEmpty();

        consumer.rebalance(List.of(P0));
        feed.turn(NOW);
        assertThat(places).containsExactly("0=7");
        assertThat(consumer.committedOffset()).isEqualTo(5);

        now.addAndGet(999);
        feed.turn(NOW);
        assertThat(places).hasSize(1);
        now.addAndGet(1);
        feed.turn(NOW);
        assertThat(places).containsExactly("0=7", "0=7");
    }

    @Test
    void noPlacesAreAnnouncedWhileThePositionCannotBeCommitted() {
        consumer.failCommits(true);
        consumer.rebalance(List.of(P0));
        feed.turn(NOW);
        assertThat(places).isEmpty();

        consumer.failCommits(false);
        feed.turn(NOW);
        assertThat(places).containsExactly("0=7");
    }

    @Test
    void aPartitionTakenAwayHasNoPlaces() {
        consumer.rebalance(List.of(P0));
        feed.turn(NOW);

        consumer.rebalance(List.of());
        feed.turn(NOW);

        assertThat(places).containsExactly("0=7", "0=0");
    }

    @Test
    void callsWhoseCommitFailedAreNotMadeButReadAgain() throws InterruptedException {
        consumer.rebalance(List.of(P0));
        feed.turn(NOW);
        consumer.failCommits(true);
        consumer.addCall(5, "late-1");
        consumer.addCall(6, "late-2");

        feed.turn(NOW);

        assertThat(outcomes.silentFor(Duration.ofMillis(100))).isTrue();
        assertThat(consumer.position(P0)).isEqualTo(5);
        assertThat(consumer.committedOffset()).isEqualTo(5);

        consumer.failCommits(false);
        consumer.addCall(5, "late-1");
        consumer.addCall(6, "late-2");
        feed.turn(NOW);

        assertThat(outcomes.next()).isEqualTo("late-1: late");
        assertThat(outcomes.next()).isEqualTo("late-2: late");
        assertThat(consumer.committedOffset()).isEqualTo(7);
    }

    @Test
    void aLateCallIsNotStarted() throws InterruptedException {
        consumer.rebalance(List.of(P0));
        feed.turn(NOW);
        consumer.addCall(5, "late");

        feed.turn(NOW);

        assertThat(outcomes.next()).isEqualTo("late: late");
    }

    private static Optional<Call> decode(ConsumerRecord<byte[], byte[]> record) {
        String id = new String(record.value(), StandardCharsets.UTF_8);
        long startBy = id.startsWith("late") ? 9_999 : 20_000;
        Call.Request request = new Call.Request(
                "GET",
                new Call.Url("http://127.0.0.1:1", "/", ""),
                List.of(),
                Buffer.buffer(),
                List.of(),
                new CallLimits(startBy, 1_000, 1_000));
        return Optional.of(new Call(id, record.partition(), new CredentialId("p", "c"), 0, request));
    }

    /** A consumer whose commits fail on demand, as after a rebalance that it missed. */
    private static final class FailingConsumer extends MockConsumer<byte[], byte[]> {
        private boolean failing;

        FailingConsumer() {
            super("latest");
        }

        void failCommits(boolean fail) {
            failing = fail;
        }

        void addCall(long offset, String id) {
            addRecord(new ConsumerRecord<>("calls", 0, offset, new byte[0], id.getBytes(StandardCharsets.UTF_8)));
        }

        long committedOffset() {
            return Optional.ofNullable(committed(java.util.Set.of(P0)).get(P0))
                    .orElseThrow()
                    .offset();
        }

        @Override
        public synchronized void commitSync() {
            if (failing) {
                throw new CommitFailedException("the group has moved on");
            }
            super.commitSync();
        }
    }
}
