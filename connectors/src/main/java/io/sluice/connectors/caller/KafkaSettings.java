package io.sluice.connectors.caller;

import io.sluice.settings.TunedSettings;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The properties of the caller's Kafka clients: the tuned settings, the user's, and what each caller has its own. */
final class KafkaSettings {
    private KafkaSettings() {}

    /** The member of the group of one egress. */
    static Map<String, Object> ofGroup(CallerSettings settings, String egress) {
        Map<String, Object> properties = consumer(settings, "caller.group", egress);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, CallerSettings.group(settings.prefix(), egress));
        if (settings.staticMember()) {
            properties.put(CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, settings.name());
        }
        return properties;
    }

    /** A reader of whole topics, in no group. */
    static Map<String, Object> ofReader(CallerSettings settings) {
        return consumer(settings, "caller.reader", "credentials");
    }

    static Map<String, Object> ofProducer(CallerSettings settings) {
        Map<String, Object> properties = TunedSettings.of("caller.producer").under(settings.client());
        properties.put(ProducerConfig.CLIENT_ID_CONFIG, settings.name() + "-outcomes");
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        return properties;
    }

    private static Map<String, Object> consumer(CallerSettings settings, String part, String purpose) {
        Map<String, Object> properties =
                TunedSettings.of("caller.consumer", part).under(settings.client());
        properties.put(ConsumerConfig.CLIENT_ID_CONFIG, settings.name() + "-" + purpose);
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }
}
