package io.sluice.bench.loop;

import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A loop on a broker of its own whose requests are a path and a body, and whose responses are the body of an answer. */
abstract class PlainLoop implements Loop {
    static final String REQUESTS = "requests";
    static final String RESPONSES = "responses";

    private final EmbeddedBroker broker;

    PlainLoop(EmbeddedBroker broker) {
        this.broker = broker;
    }

    /** Starts a broker with its data in an empty folder, and creates topics of one partition. */
    static EmbeddedBroker broker(Path folder, List<String> topics) throws InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")));
        List<NewTopic> all =
                topics.stream().map(name -> new NewTopic(name, 1, (short) 1)).toList();
        try (Admin admin = Admin.create(clientOf(broker))) {
            admin.createTopics(all).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics cannot be created: " + e.getMessage(), e);
        }
        return broker;
    }

    static Map<String, Object> clientOf(EmbeddedBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }

    /** The properties of who reads what is to be called, but for serializers. */
    static Map<String, Object> consuming(Map<String, Object> client, String group) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024);
        return config;
    }

    /** The same of who writes what was answered. */
    static Map<String, Object> producing(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put(ProducerConfig.LINGER_MS_CONFIG, 5);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        return config;
    }

    @Override
    public Map<String, Object> client() {
        return clientOf(broker);
    }

    @Override
    public ProducerRecord<byte[], byte[]> request(String id, String body) {
        return new ProducerRecord<>(
                REQUESTS, 0, id.getBytes(StandardCharsets.UTF_8), body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String responses() {
        return RESPONSES;
    }

    @Override
    public boolean good(byte[] response) {
        return response.length > 0;
    }

    /** Ends the broker, after all who use it. */
    @Override
    public void close() {
        broker.close();
    }
}
