package io.sluice.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real broker tells a scheduler to read again what it has handled; the requests have no ids, so that no answer is remembered. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class OffsetsWentBackTest {
    private static final String GROUP = "sluice.scheduler";

    @TempDir
    private Path folder;

    private SchedulerOnBroker sluice;

    @BeforeEach
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void start() throws Exception {
        sluice = new SchedulerOnBroker(folder);
        try (SchedulerApp scheduler = sluice.scheduler("first")) {
            sluice.request("/waited");
            sluice.await(sluice.topics.retriesBudget(), "read_committed", record -> record.value() != null);
            serve(scheduler);
            sluice.answerCall(1);
            sluice.request("/old");
            sluice.answerCall(2);
            sluice.await(sluice.topics.responses(), 2);
        }
    }

    @AfterEach
    void stop() {
        sluice.close();
    }

    @Test
    void answeredRequestsAreNotCalledAgainWhenTheOffsetsOfTheGroupAreReset() throws Exception {
        try (Admin admin = sluice.admin()) {
            Map<TopicPartition, OffsetAndMetadata> back = new HashMap<>();
            admin.listConsumerGroupOffsets(GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .forEach((partition, offset) -> back.put(partition, new OffsetAndMetadata(0)));
            admin.alterConsumerGroupOffsets(GROUP, back).all().get();
        }
        oldRequestsAreSkippedAndNewOnesAreServed("first");
    }

    @Test
    void answeredRequestsAreNotCalledAgainByAnotherSchedulerWhenTheGroupWasForgotten() throws Exception {
        try (Admin admin = sluice.admin()) {
            admin.deleteConsumerGroups(List.of(GROUP)).all().get();
        }
        oldRequestsAreSkippedAndNewOnesAreServed("second");
    }

    private void oldRequestsAreSkippedAndNewOnesAreServed(String name) throws Exception {
        try (SchedulerApp scheduler = sluice.scheduler(name)) {
            serve(scheduler);
            sluice.request("/new");
            sluice.answerCall(3);
            assertThat(sluice.await(sluice.topics.responses(), 3)).hasSize(3);
            assertThat(sluice.calledPaths(3)).containsExactly("/waited", "/old", "/new");
            assertThat(scheduler.monitor().skippedOf(sluice.topics.requests().name()))
                    .isEqualTo(2);
        }
    }

    private void serve(SchedulerApp scheduler) throws Exception {
        SchedulerOnBroker.awaitReady(scheduler);
        sluice.announcePlaces();
    }

    @Test
    void requestsOfATopicThatWasMadeAgainAreServed() throws Exception {
        try (Admin admin = sluice.admin()) {
            admin.deleteTopics(List.of(sluice.topics.requests().name())).all().get();
            awaitGone(admin, sluice.topics.requests().name());
        }
        sluice.createTopics();
        try (SchedulerApp scheduler = sluice.scheduler("first")) {
            serve(scheduler);
            sluice.request("/new-1");
            sluice.answerCall(3);
            sluice.request("/new-2");
            assertThat(sluice.calledPaths(4)).endsWith("/new-1", "/new-2");
            assertThat(scheduler.monitor().skipped()).isEmpty();
        }
    }

    private static void awaitGone(Admin admin, String topic) throws InterruptedException {
        while (true) {
            try {
                admin.describeTopics(List.of(topic)).allTopicNames().get();
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
                return;
            }
        }
    }
}
