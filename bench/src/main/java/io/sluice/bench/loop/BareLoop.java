package io.sluice.bench.loop;

import io.sluice.embedded.EmbeddedBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
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
public final class BareLoop extends PlainLoop {
    static final String CALLS = "calls";
    static final String OUTCOMES = "outcomes";

    private final KafkaStreams streams;
    private final BareCaller caller;

    private BareLoop(EmbeddedBroker broker, KafkaStreams streams, BareCaller caller) {
        super(broker);
        this.streams = streams;
        this.caller = caller;
    }

    /** Starts one with its data in an empty folder; returns when its stream thread runs. */
    public static BareLoop start(Path folder, int port, int concurrency) throws InterruptedException {
        EmbeddedBroker broker = broker(folder, List.of(REQUESTS, CALLS, OUTCOMES, RESPONSES));
        Map<String, Object> client = clientOf(broker);
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
    public void close() {
        caller.close();
        streams.close(Duration.ofSeconds(20));
        super.close();
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
}
