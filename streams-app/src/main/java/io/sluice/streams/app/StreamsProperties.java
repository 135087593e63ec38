package io.sluice.streams.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** Every setting of Kafka Streams that is not its default, with the reason. */
final class StreamsProperties {
    private StreamsProperties() {}

    static Properties of(SchedulerSettings settings) {
        Properties properties =
                common(settings.client(), settings.applicationId(), settings.stateDirectory(), settings.instance());
        // The scheduler asks for its commits itself, as CommitPace says; this is the longest that it lets them wait.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        // Punctuators run between polls; timers are as exact as this.
        properties.put(StreamsConfig.POLL_MS_CONFIG, 5);
        // Only budgets and standings are cached, and small; it makes them one write per key and commit.
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
        return properties;
    }

    static Properties of(ObserverSettings settings) {
        Properties properties =
                common(settings.client(), settings.applicationId(), settings.stateDirectory(), settings.instance());
        // Nobody waits for metrics; a transaction a second costs next to nothing.
        properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
        // Open windows alone; so they are one write per series and commit.
        properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 8 * 1024 * 1024);
        return properties;
    }

    private static Properties common(Map<String, Object> client, String applicationId, Path state, String instance) {
        Properties properties = new Properties();
        properties.putAll(client);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1);
        // Waiting for empty partitions (0, the default) gives an order that nothing here needs: each promise rests on
        // the
        // order within one partition. It looks at every partition before each record and cost a quarter of the thread.
        properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);

        consumer(properties, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, instance);
        // A dead instance is missed after 6 s instead of 45.
        consumer(properties, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 6_000);
        consumer(properties, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, 2_000);
        consumer(properties, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        consumer(properties, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024);

        // Records go to the broker while the task works on. At 100 the commit had to wait for all of them: half of the
        // thread's time in a closed loop.
        producer(properties, ProducerConfig.LINGER_MS_CONFIG, 10);
        producer(properties, ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        producer(properties, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 * 1024 * 1024);
        // A transaction that begins while the broker still closes the one before is turned away. To wait for 100 ms
        // then, the default, made the 99th percentile of added latency.
        producer(properties, ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 10);
        // What a dead instance left open blocks readers no longer than this.
        producer(properties, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 5_000);
        return properties;
    }

    private static void consumer(Properties properties, String key, Object value) {
        properties.put(StreamsConfig.mainConsumerPrefix(key), value);
    }

    private static void producer(Properties properties, String key, Object value) {
        properties.put(StreamsConfig.producerPrefix(key), value);
    }
}
