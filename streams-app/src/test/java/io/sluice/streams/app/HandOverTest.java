package io.sluice.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Settings;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.schemas.Places;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
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
    private static final Duration POLL = Duration.ofMillis(50);
    private static final String BARRIER = "\u0001barrier";

    @TempDir
    private Path folder;

    private final Topics topics = Topics.json("sluice.");
    private EmbeddedBroker broker;
    private KafkaProducer<String, byte[]> predecessor;
    private KafkaProducer<String, byte[]> programs;

    @BeforeEach
    void start() throws Exception {
        broker = EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")));
        try (Admin admin = Admin.create(client())) {
            TopicAdmin.create(admin, TopicAdmin.plan(topics, 1, Optional.of((short) 1)));
        }
        programs = producer(Map.of());
        predecessor = producer(Map.of("transactional.id", "predecessor"));
        predecessor.initTransactions();
        write(topics.providers(), "api", "{\"provider\":\"api\",\"baseUrl\":\"http://127.0.0.1:1\"}");
        write(
                topics.credentials(),
                "api:alice",
                "{\"id\":\"alice\",\"provider\":\"api\",\"secret\":{\"token\":{\"env\":\"X\"}}}");
    }

    @AfterEach
    void stop() {
        programs.close();
        predecessor.close();
        broker.close();
    }

    @Test
    void aRequestThatWasAnsweredWhileItsTaskWasAwayIsNotCalledAgain() throws Exception {
        try (SchedulerApp first = scheduler("first")) {
            request("answered-meanwhile");
            awaitRecord(topics.retriesBudget(), "answered-meanwhile", "read_committed");
            awaitReady(first);
        }
        predecessor.beginTransaction();
        long tail = predecessor
                .send(new ProducerRecord<>(topics.retriesBudget().name(), "answered-meanwhile", null))
                .get()
                .offset();
        try (SchedulerApp first = scheduler("first")) {
            long barrier = awaitBarrierBehind(tail);
            assertThat(barrier).isGreaterThan(tail);
            assertThat(first.unready()).isNotEmpty();
        }
        predecessor.commitTransaction();
        try (SchedulerApp second = scheduler("second")) {
            awaitReady(second);
        }

        try (SchedulerApp first = scheduler("first")) {
            request("new");
            awaitReady(first);
            assertThat(firstCalled()).isEqualTo("new");
        }
    }

    private SchedulerApp scheduler(String name) {
        return SchedulerApp.start(new SchedulerSettings(
                client(),
                "sluice.",
                topics,
                1,
                Settings.DEFAULT,
                folder.resolve(name),
                name,
                System::currentTimeMillis));
    }

    private void request(String id) throws Exception {
        write(topics.requests(), "api", "{\"id\":\"" + id + "\",\"provider\":\"api\",\"path\":\"/\"}");
    }

    private void write(Topic<?> topic, String key, String json) throws Exception {
        programs.send(new ProducerRecord<>(topic.name(), key, json.getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    private static void awaitReady(SchedulerApp scheduler) {
        while (!scheduler.unready().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private long awaitBarrierBehind(long offset) {
        ConsumerRecord<String, byte[]> found;
        do {
            found = awaitRecord(topics.retriesBudget(), BARRIER, "read_uncommitted", offset);
        } while (found.offset() <= offset);
        return found.offset();
    }

    /** A caller has places; the id of the request that is called first. */
    private String firstCalled() throws Exception {
        byte[] places = topics.outcomes()
                .serde()
                .serializer()
                .serialize("", new Places("caller", "default", 100, System.currentTimeMillis()));
        programs.send(new ProducerRecord<>(topics.outcomes().name(), "k", places))
                .get();
        return topics.calls()
                .read(awaitRecord(topics.calls(), null, "read_committed", 0).value())
                .getRequestId();
    }

    private void awaitRecord(Topic<?> topic, String key, String isolation) {
        awaitRecord(topic, key, isolation, 0);
    }

    private ConsumerRecord<String, byte[]> awaitRecord(Topic<?> topic, String key, String isolation, long from) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                with(Map.of("isolation.level", isolation)), new StringDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic.name(), 0);
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            while (true) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (key == null || key.equals(record.key())) {
                        return record;
                    }
                }
            }
        }
    }

    private KafkaProducer<String, byte[]> producer(Map<String, Object> properties) {
        return new KafkaProducer<>(with(properties), new StringSerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> client() {
        return with(Map.of());
    }

    private Map<String, Object> with(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("bootstrap.servers", broker.bootstrap());
        return all;
    }
}
