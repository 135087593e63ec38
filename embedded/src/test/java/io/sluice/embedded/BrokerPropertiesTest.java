package io.sluice.embedded;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BrokerPropertiesTest {
    private static final ConfigDef KNOWN = KafkaConfig.configDef();

    @TempDir
    private Path directory;

    @Test
    void everySettingIsKnownToKafkaAndNotItsDefault() {
        BrokerSettings settings = BrokerSettings.in(directory).partitions(4);
        try (BrokerListeners listeners =
                new BrokerListeners(settings.listen(), settings.membership().controller(), false)) {
            Properties properties = BrokerProperties.of(settings, listeners);
            for (String name : properties.stringPropertyNames()) {
                assertThat(KNOWN.configKeys()).containsKey(name);
                ConfigDef.ConfigKey key = requireNonNull(KNOWN.configKeys().get(name));
                Object parsed = ConfigDef.parseType(name, properties.getProperty(name), key.type);
                assertThat(parsed).as(name).isNotEqualTo(key.defaultValue);
            }
            AbstractConfig config = new AbstractConfig(KNOWN, properties, false);
            assertThat(config.getInt("num.partitions")).isEqualTo(4);
            assertThat(config.getInt("broker.session.timeout.ms"))
                    .as("what a start after a kill waits for")
                    .isLessThanOrEqualTo(2_000);
        }
    }
}
