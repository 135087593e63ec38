package io.sluice.streams.app;

import io.sluice.core.schedule.Settings;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.OutcomeKind;
import io.sluice.schemas.Places;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Schedulers of one partition on a real broker, and what a program and a caller do beside them. */
final class SchedulerOnBroker implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    final Topics topics = Topics.json("sluice.");
    private final Path folder;
    private final EmbeddedBroker broker;
    private final KafkaProducer<String, byte[]> programs;

    /** In nanoseconds of this machine; empty while there is no caller. */
    private OptionalLong announcedAt = OptionalLong.empty();

    SchedulerOnBroker(Path folder) throws Exception {
        this.folder = folder;
        broker = EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")));
        programs = producer(Map.of());
        createTopics();
        write(topics.providers(), "api", "{\"provider\":\"api\",\"baseUrl\":\"http://127.0.0.1:1\"}");
        write(
                topics.credentials(),
                "api:alice",
                "{\"id\":\"alice\",\"provider\":\"api\",\"secret\":{\"token\":{\"env\":\"X\"}}}");
    }

    @Override
    public void close() {
        programs.close();
        broker.close();
    }

    /** Creates those that are not there. */
    void createTopics() throws InterruptedException {
        try (Admin admin = admin()) {
            TopicAdmin.create(admin, TopicAdmin.plan(topics, 1, Optional.of((short) 1)));
        }
    }

    Admin admin() {
        return Admin.create(client());
    }

    /** Starts one that has a disk of its own. */
    SchedulerApp scheduler(String name) {
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

    static void awaitReady(SchedulerApp scheduler) {
        while (!scheduler.unready().isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    /** A caller has places for calls; as that is believed for a few seconds, it says so again whenever a test waits. */
    void announcePlaces() throws Exception {
        announce().get();
    }

    private Future<RecordMetadata> announce() {
        announcedAt = OptionalLong.of(System.nanoTime());
        return outcome(new Places("caller", "default", 100, System.currentTimeMillis()));
    }

    private void announceAgain() {
        boolean isDue =
                announcedAt.isPresent() && System.nanoTime() - announcedAt.getAsLong() > TimeUnit.SECONDS.toNanos(1);
        if (isDue) {
            var unused = announce();
        }
    }

    void write(Topic<?> topic, String key, String json) throws Exception {
        programs.send(new ProducerRecord<>(topic.name(), key, json.getBytes(StandardCharsets.UTF_8)))
                .get();
    }

    /** A request that leaves no answer behind: it has no id of its own. */
    void request(String path) throws Exception {
        write(topics.requests(), "api", "{\"provider\":\"api\",\"path\":\"" + path + "\"}");
    }

    /** Waits until so many calls have been ordered in all, and answers the latest. */
    void answerCall(int number) throws Exception {
        ApiCall call = topics.calls()
                .read(await(topics.calls(), number).get(number - 1).value());
        CallOutcome outcome = CallOutcome.newBuilder()
                .setCallId(call.getCallId())
                .setRequestId(call.getRequestId())
                .setProvider(call.getProvider())
                .setEndpoint(call.getEndpoint())
                .setCredential(call.getCredential())
                .setEgress(call.getEgress())
                .setKind(OutcomeKind.ANSWERED)
                .setStatus(200)
                .setHeaders(Map.of())
                .setBody(ByteBuffer.wrap(new byte[0]))
                .setSentAt(call.getNotBefore())
                .setAnsweredAt(call.getNotBefore() + 5)
                .build();
        outcome(outcome).get();
    }

    private Future<RecordMetadata> outcome(SpecificRecord record) {
        byte[] value = topics.outcomes().serde().serializer().serialize("", record);
        return programs.send(new ProducerRecord<>(topics.outcomes().name(), "k", value));
    }

    /** The paths of all calls so far, of which there are so many at least. */
    List<String> calledPaths(int least) {
        return await(topics.calls(), least).stream()
                .map(call -> topics.calls().read(call.value()).getUrl())
                .map(url -> url.substring(url.lastIndexOf('/')))
                .toList();
    }

    /** Waits until a topic has so many committed records, and returns all that it has then. */
    List<ConsumerRecord<String, byte[]>> await(Topic<?> topic, int least) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        TopicPartition partition = new TopicPartition(topic.name(), 0);
        try (KafkaConsumer<String, byte[]> consumer = consumer(partition, "read_committed")) {
            while (records.size() < least
                    || consumer.position(partition)
                            < consumer.endOffsets(List.of(partition)).get(partition)) {
                announceAgain();
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    /** Waits for a record; returns the first such. */
    ConsumerRecord<String, byte[]> await(
            Topic<?> topic, String isolation, Predicate<ConsumerRecord<String, byte[]>> which) {
        try (KafkaConsumer<String, byte[]> consumer = consumer(new TopicPartition(topic.name(), 0), isolation)) {
            while (true) {
                announceAgain();
                for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
                    if (which.test(record)) {
                        return record;
                    }
                }
            }
        }
    }

    private KafkaConsumer<String, byte[]> consumer(TopicPartition partition, String isolation) {
        Map<String, Object> properties = client();
        properties.put("isolation.level", isolation);
        KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        return consumer;
    }

    KafkaProducer<String, byte[]> producer(Map<String, Object> properties) {
        Map<String, Object> all = client();
        all.putAll(properties);
        return new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
    }

    private Map<String, Object> client() {
        return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrap()));
    }
}
