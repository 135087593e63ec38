package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.connectors.Await;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.serde.Topics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a feed does when, on a consumer of Kafka's own tests whose commits can fail. */
class CallFeedTest {
    private static final TopicPartition P0 = new TopicPartition("calls", 0);
    private static final Topics TOPICS = Topics.json("");
    private static final Duration NOW = Duration.ofMillis(1);

    @TempDir
    Path folder;

    private final AtomicLong now = new AtomicLong(10_000);
    private final List<String> places = new ArrayList<>();
    private final RecordedOutcomes outcomes = new RecordedOutcomes();
    private final FailingConsumer consumer = new FailingConsumer();
    private CallMakerRig rig;
    private CallFeed feed;

    @BeforeEach
    void makeFeed() throws IOException {
        rig = new CallMakerRig(folder, now::get, outcomes);
        feed = new CallFeed(
                new FeedSettings("calls", 7, 1_000),
                new CallFeed.Ports(
                        consumer,
                        new CallDecoder(TOPICS.calls(), "default"),
                        (partition, free) -> places.add(partition + "=" + free),
                        () -> true),
                rig.maker,
                now::get);
        consumer.updateEndOffsets(Map.of(P0, 5L));
        feed.subscribe();
    }

    @AfterEach
    void close() {
        rig.close();
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
    void fewerPlacesAreAnnouncedWhileAnswersTakeMoreThanHalfOfTheirMemory() {
        consumer.rebalance(List.of(P0));
        rig.memory.take(500);
        feed.turn(NOW);
        rig.memory.take(250);
        now.addAndGet(1_000);
        feed.turn(NOW);
        rig.memory.take(5_000);
        now.addAndGet(1_000);
        feed.turn(NOW);
        assertThat(places).containsExactly("0=7", "0=3", "0=1");
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
    void committedCallsAreTakenUpBeforeAnythingElseIsCommitted() throws InterruptedException {
        consumer.rebalance(List.of(P0));
        consumer.addCall(5, "late");
        consumer.refuseCommitsAfter(1);

        assertThatExceptionOfType(GroupAuthorizationException.class).isThrownBy(() -> feed.turn(NOW));

        assertThat(outcomes.next()).isEqualTo("late: late");
    }

    @Test
    void aLateCallIsNotStarted() throws InterruptedException {
        consumer.rebalance(List.of(P0));
        feed.turn(NOW);
        consumer.addCall(5, "late");

        feed.turn(NOW);

        assertThat(outcomes.next()).isEqualTo("late: late");
    }

    @Test
    void aFeedThatIsOfUseAgainTakesPartThoughCallsFromBeforeGoOn() throws InterruptedException {
        FailingConsumer own = new FailingConsumer();
        own.updateEndOffsets(Map.of(P0, 5L));
        BlockingQueue<String> announced = new LinkedBlockingQueue<>();
        AtomicBoolean useful = new AtomicBoolean(true);
        CallFeed untilStopped = new CallFeed(
                new FeedSettings("calls", 7, CallerSettings.DEFAULT_DRAIN_MILLIS),
                new CallFeed.Ports(
                        own,
                        new CallDecoder(TOPICS.calls(), "default"),
                        (partition, free) -> announced.add(partition + "=" + free),
                        useful::get),
                rig.maker,
                now::incrementAndGet);
        rig.maker.accept(List.of(Calls.to("http://127.0.0.1:1/", "long", Long.MAX_VALUE)
                .setAuth(List.of())
                .setNotBefore(Long.MAX_VALUE)
                .build()));
        own.schedulePollTask(() -> own.rebalance(List.of(P0)));
        Thread thread = new Thread(untilStopped);
        thread.start();
        awaitAnnounced(announced, "0=7");

        useful.set(false);
        awaitAnnounced(announced, "0=0");
        awaitSubscribed(own, false);
        useful.set(true);
        awaitSubscribed(own, true);
        own.schedulePollTask(() -> own.rebalance(List.of(P0)));

        awaitAnnounced(announced, "0=7");
        assertThat(rig.maker.inFlight().number()).isEqualTo(1);
        untilStopped.stop();
        thread.join();
    }

    private static void awaitAnnounced(BlockingQueue<String> announced, String places) throws InterruptedException {
        String next;
        do {
            next = announced.poll(10, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
        } while (!next.equals(places));
    }

    private static void awaitSubscribed(FailingConsumer consumer, boolean subscribed) {
        Await.until(() -> consumer.subscription().isEmpty() != subscribed, consumer::subscription);
    }

    /** A consumer whose commits fail on demand, as after a rebalance that it missed, or are refused, as after a change of ACLs. */
    private static final class FailingConsumer extends MockConsumer<byte[], byte[]> {
        private boolean failing;
        private int allowed = Integer.MAX_VALUE;

        FailingConsumer() {
            super("latest");
        }

        void failCommits(boolean fail) {
            failing = fail;
        }

        void refuseCommitsAfter(int number) {
            allowed = number;
        }

        void addCall(long offset, String id) {
            ApiCall call = Calls.to("http://127.0.0.1:1/", id, 9_999).build();
            byte[] value = TOPICS.calls().serde().serializer().serialize("calls", call);
            addRecord(new ConsumerRecord<>("calls", 0, offset, new byte[0], value));
        }

        long committedOffset() {
            return Optional.ofNullable(committed(Set.of(P0)).get(P0))
                    .orElseThrow()
                    .offset();
        }

        @Override
        public synchronized void commitSync() {
            if (failing) {
                throw new CommitFailedException("the group has moved on");
            }
            if (allowed-- <= 0) {
                throw GroupAuthorizationException.forGroupId("caller-default");
            }
            super.commitSync();
        }
    }
}
