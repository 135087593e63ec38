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
import org.apache.avro.specific.SpecificRecord;
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

/** Schedulers of one partition on a real broker, and what a program and a caller do beside them. */
final class SchedulerOnBroker implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);

    final Topics topics = Topics.json("sluice.");
    private final Path folder;
    private final EmbeddedBroker broker;
    private final KafkaProducer<String, byte[]> programs;

    SchedulerOnBroker(Path folder) throws Exception {
        this.folder = folder;
        broker = EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")));
        programs = new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer());
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

    /** Starts one that has a disk of its own; it serves. */
    SchedulerApp scheduler(String name) throws Exception {
        SchedulerApp scheduler = SchedulerApp.start(new SchedulerSettings(
                client(),
                "sluice.",
                topics,
                1,
                Settings.DEFAULT,
                folder.resolve(name),
                name,
                System::currentTimeMillis));
        while (!scheduler.unready().isEmpty()) {
            Thread.onSpinWait();
        }
        outcome(new Places("caller", "default", 100, System.currentTimeMillis()));
        return scheduler;
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
        outcome(CallOutcome.newBuilder()
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
                .build());
    }

    private void outcome(SpecificRecord record) throws Exception {
        byte[] value = topics.outcomes().serde().serializer().serialize("", record);
        programs.send(new ProducerRecord<>(topics.outcomes().name(), "k", value))
                .get();
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
        Map<String, Object> properties = client();
        properties.put("isolation.level", "read_committed");
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(properties, new StringDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic.name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (records.size() < least
                    || consumer.position(partition)
                            < consumer.endOffsets(List.of(partition)).get(partition)) {
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }

    private Map<String, Object> client() {
        return new HashMap<>(Map.of("bootstrap.servers", broker.bootstrap()));
    }
}
