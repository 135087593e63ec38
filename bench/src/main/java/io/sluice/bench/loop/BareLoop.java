package io.sluice.bench.loop;

import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * The same way through the same broker with nothing decided: no limits, no waiting room, no schemas, no secrets.
 *
 * <pre>
 *   requests ──► Streams ──► calls ──► caller ──► outcomes ──► Streams ──► responses
 * </pre>
 *
 * <p>It keeps the state that no such loop can do without: each call in flight, and one counter.
 */
public final class BareLoop implements Loop {
    static final String CALLS = "calls";
    static final String OUTCOMES = "outcomes";
    private static final String REQUESTS = "requests";
    private static final String RESPONSES = "responses";

    private final EmbeddedBroker broker;
    private final KafkaStreams streams;
    private final BareCaller caller;

    private BareLoop(EmbeddedBroker broker, KafkaStreams streams, BareCaller caller) {
        this.broker = broker;
        this.streams = streams;
        this.caller = caller;
    }

    /** Starts one with its data in an empty folder; returns when its stream thread runs. */
    public static BareLoop start(Path folder, int port, int concurrency) throws InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")));
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrap());
        createTopics(client, List.of(REQUESTS, CALLS, OUTCOMES, RESPONSES));
        KafkaStreams streams = new KafkaStreams(graph(), properties(client, folder.resolve("state")));
        CountDownLatch running = new CountDownLatch(1);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.RUNNING) {
                running.countDown();
            }
        });
        streams.start();
        running.await();
        return new BareLoop(broker, streams, BareCaller.start(client, port, concurrency));
    }

    @Override
    public String name() {
        return "bare";
    }

    @Override
    public Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrap());
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

    @Override
    public void close() {
        caller.close();
        streams.close(Duration.ofSeconds(20));
        broker.close();
    }

    private static Topology graph() {
        return new Topology()
                .addSource("read-requests", REQUESTS)
                .addSource("read-outcomes", OUTCOMES)
                .addProcessor("pass", new BareSupplier(REQUESTS), "read-requests", "read-outcomes")
                .addSink(BareSupplier.CALLS, CALLS, "pass")
                .addSink(BareSupplier.RESPONSES, RESPONSES, "pass");
    }

    /** Those of Sluice's scheduler, where they concern speed. */
    private static Properties properties(Map<String, Object> client, Path state) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "bare");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 25);
        properties.put(StreamsConfig.POLL_MS_CONFIG, 5);
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 2_000);
        properties.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 * 1024 * 1024);
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 10);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 * 1024);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.RETRY_BACKOFF_MS_CONFIG), 10);
        return properties;
    }

    /** Creates topics of one partition. */
    static void createTopics(Map<String, Object> client, List<String> names) throws InterruptedException {
        List<NewTopic> topics =
                names.stream().map(name -> new NewTopic(name, 1, (short) 1)).toList();
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics cannot be created: " + e.getMessage(), e);
        }
    }
}
