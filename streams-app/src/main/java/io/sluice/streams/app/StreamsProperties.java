package io.sluice.streams.app;

import io.sluice.settings.TunedSettings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The properties of Kafka Streams: the tuned settings, what the user says of every client, and what each instance has its own. */
final class StreamsProperties {
    private StreamsProperties() {}

    static Properties of(SchedulerSettings settings) {
        return properties(
                TunedSettings.of("streams", "scheduler").under(settings.client()),
                settings.applicationId(),
                settings.stateDirectory(),
                settings.instance());
    }

    static Properties of(ObserverSettings settings) {
        return properties(
                TunedSettings.of("streams", "observer").under(settings.client()),
                settings.applicationId(),
                settings.stateDirectory(),
                settings.instance());
    }

    private static Properties properties(
            Map<String, Object> settings, String applicationId, Path state, String instance) {
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        properties.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), instance);
        return properties;
    }
}
