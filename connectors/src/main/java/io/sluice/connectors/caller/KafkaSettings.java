package io.sluice.connectors.caller;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.StickyAssignor;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The properties of the caller's Kafka clients. */
final class KafkaSettings {
    private static final int SESSION_MILLIS = 6_000;
    private static final int HEARTBEAT_MILLIS = 1_500;
    /** How long a client may block when the broker does not answer; a caller that closes waits for it. */
    private static final int BLOCK_MILLIS = 5_000;

    private static final int MAX_POLL_RECORDS = 2_000;
    /** What topics of bodies take. */
    static final int MAX_RECORD_BYTES = 16 * 1024 * 1024;

    private static final int PARTITION_FETCH_BYTES = 4 * 1024 * 1024;
    private static final int LINGER_MILLIS = 5;
    private static final int BATCH_BYTES = 256 * 1024;
    private static final long BUFFER_BYTES = 64L * 1024 * 1024;

    private KafkaSettings() {}

    /** The member of the group of one egress. */
    static Map<String, Object> ofGroup(CallerSettings settings, String egress) {
        Map<String, Object> properties = consumer(settings, egress);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, CallerSettings.group(settings.prefix(), egress));
        properties.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // Eager, so that after a commit that failed in a rebalance every partition is read from its committed offset.
        properties.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, StickyAssignor.class.getName());
        properties.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_MILLIS);
        properties.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MILLIS);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        if (settings.staticMember()) {
            properties.put(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, settings.name());
        }
        return properties;
    }

    /** A reader of whole topics, in no group. */
    static Map<String, Object> ofReader(CallerSettings settings) {
        Map<String, Object> properties = consumer(settings, "credentials");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return properties;
    }

    static Map<String, Object> ofProducer(CallerSettings settings) {
        Map<String, Object> properties = new HashMap<>(settings.client());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, settings.name() + "-outcomes");
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
        properties.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
        properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        properties.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
        properties.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
        properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_RECORD_BYTES);
        return properties;
    }

    private static Map<String, Object> consumer(CallerSettings settings, String purpose) {
        Map<String, Object> properties = new HashMap<>(settings.client());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.name() + "-" + purpose);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BLOCK_MILLIS);
        properties.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MILLIS);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        properties.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, PARTITION_FETCH_BYTES);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return properties;
    }
}
