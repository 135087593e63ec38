package io.sluice.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A partition goes from one scheduler to another and back, on a real broker. The predecessor's last record is in the test's own
 * transaction, so it can be written before a scheduler takes over, and read after that has gone.
 */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class HandOverTest {
    private static final String BARRIER = "\u0001barrier";

    @TempDir
    private Path folder;

    private SchedulerOnBroker sluice;
    private KafkaProducer<String, byte[]> predecessor;

    @BeforeEach
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void start() throws Exception {
        sluice = new SchedulerOnBroker(folder);
        predecessor = sluice.producer(Map.of("transactional.id", "predecessor"));
        predecessor.initTransactions();
    }

    @AfterEach
    void stop() {
        predecessor.close();
        sluice.close();
    }

    @Test
    void aRequestThatWasAnsweredWhileItsTaskWasAwayIsNotCalledAgain() throws Exception {
        try (SchedulerApp first = sluice.scheduler("first")) {
            request("answered-meanwhile");
            sluice.await(
                    sluice.topics.retriesBudget(),
                    "read_committed",
                    record -> "answered-meanwhile".equals(record.key()));
            SchedulerOnBroker.awaitReady(first);
        }
        predecessor.beginTransaction();
        long tail = predecessor
                .send(new ProducerRecord<>(sluice.topics.retriesBudget().name(), "answered-meanwhile", null))
                .get()
                .offset();
        try (SchedulerApp first = sluice.scheduler("first")) {
            sluice.await(
                    sluice.topics.retriesBudget(),
                    "read_uncommitted",
                    record -> BARRIER.equals(record.key()) && record.offset() > tail);
            assertThat(first.unready()).isNotEmpty();
        }
        predecessor.commitTransaction();
        try (SchedulerApp second = sluice.scheduler("second")) {
            SchedulerOnBroker.awaitReady(second);
        }

        try (SchedulerApp first = sluice.scheduler("first")) {
            request("new");
            SchedulerOnBroker.awaitReady(first);
            sluice.announcePlaces();
            byte[] call = sluice.await(sluice.topics.calls(), "read_committed", any -> true)
                    .value();
            assertThat(sluice.topics.calls().read(call).getRequestId()).isEqualTo("new");
        }
    }

    private void request(String id) throws Exception {
        sluice.write(sluice.topics.requests(), "api", "{\"id\":\"" + id + "\",\"provider\":\"api\",\"path\":\"/\"}");
    }
}
