package io.sluice.connectors.caller;

import io.sluice.connectors.Clock;
import io.sluice.connectors.secret.KeyFolder;
import io.sluice.connectors.secret.Origin;
import io.sluice.connectors.secret.Secret;
import io.sluice.connectors.secret.SecretName;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.Credential;
import io.sluice.schemas.SecretPart;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import io.sluice.settings.TunedSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The topics of a caller on a broker in this JVM, and the scheduler's side of them. */
final class Pipeline implements AutoCloseable {
    static final int PARTITIONS = 2;

    private final EmbeddedBroker broker;
    private final Path folder;
    private final String prefix;
    private final Topics topics;
    private final KafkaProducer<byte[], byte[]> producer;

    /** Topics of their own on a broker that may be shared. */
    Pipeline(EmbeddedBroker broker, Path folder, String prefix) throws InterruptedException, ExecutionException {
        this.broker = broker;
        this.folder = folder;
        this.prefix = prefix;
        this.topics = topics(prefix);
        this.producer = new KafkaProducer<>(
                TunedSettings.of("publisher").under(client()), new ByteArraySerializer(), new ByteArraySerializer());
        try (Admin admin = Admin.create(client())) {
            List<NewTopic> wanted = List.<Topic<?>>of(topics.calls(), topics.outcomes(), topics.credentials()).stream()
                    .map(topic -> new NewTopic(topic.name(), PARTITIONS, (short) 1))
                    .toList();
            admin.createTopics(wanted).all().get();
        }
    }

    Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }

    static Topics topics(String prefix) {
        return Topics.json(prefix);
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    String prefix() {
        return prefix;
    }

    CallerSettings settings(String name) {
        return settings(name, SecretSettings.sealedOnly(keys()));
    }

    CallerSettings settings(String name, SecretSettings secrets) {
        return CallerSettings.of(name, client(), prefix, topics, secrets);
    }

    HttpCaller start(CallerSettings settings) throws IOException {
        return HttpCaller.start(settings, Clock.anchored());
    }

    Path keys() {
        return folder.resolve("keys");
    }

    OutcomeReader outcomes() {
        return new OutcomeReader(client(), topics.outcomes());
    }

    /** Writes alice's credential, sealed for {@code origin}. */
    void credential(Origin origin, String secret) throws Exception {
        String sealed = KeyFolder.open(keys())
                .sealer()
                .seal(new SecretName("twitter", "alice", "token"), Set.of(origin), Secret.of(secret));
        credential("alice", SecretPart.newBuilder().setSealed(sealed));
    }

    /** Writes a credential whose token lies in a file. */
    void credentialInFile(String id, String file) throws Exception {
        credential(id, SecretPart.newBuilder().setFile(file));
    }

    private void credential(String id, SecretPart.Builder token) throws Exception {
        Credential credential = Credential.newBuilder()
                .setId(id)
                .setProvider("twitter")
                .setSecret(Map.of("token", token.build()))
                .build();
        write(topics.credentials(), 0, "twitter:" + id, credential);
    }

    /** Orders a call on a partition; its outcome goes to the same. */
    void call(int partition, ApiCall.Builder call) throws Exception {
        ApiCall ordered = call.setOutcomePartition(partition).build();
        write(topics.calls(), partition, ordered.getCallId(), ordered);
    }

    @Override
    public void close() {
        producer.close();
    }

    private <V> void write(Topic<V> topic, int partition, String key, V value) throws Exception {
        byte[] bytes = topic.serde().serializer().serialize(topic.name(), value);
        producer.send(new ProducerRecord<>(topic.name(), partition, key.getBytes(StandardCharsets.UTF_8), bytes))
                .get();
    }
}
