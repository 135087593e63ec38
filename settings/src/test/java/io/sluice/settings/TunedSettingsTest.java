package io.sluice.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TunedSettingsTest {
    @Test
    void partsAreReadByKafkasNames() {
        assertThat(TunedSettings.of("streams", "scheduler").values())
                .containsEntry("main.consumer.session.timeout.ms", "6000")
                .containsEntry("commit.interval.ms", "1000")
                .containsEntry("processing.guarantee", "exactly_once_v2")
                .doesNotContainKey("linger.ms");
        assertThat(TunedSettings.of("streams", "observer").values()).containsEntry("commit.interval.ms", "1000");
    }

    @Test
    void aUserReplacesWhatIsNoPromise() {
        Map<String, Object> scheduler = TunedSettings.of("streams", "scheduler")
                .under(Map.of(
                        "session.timeout.ms", "30000", "producer.linger.ms", "0", "processing.guarantee", "none"));
        assertThat(scheduler)
                .containsEntry("session.timeout.ms", "30000")
                .doesNotContainKey("main.consumer.session.timeout.ms")
                .containsEntry("producer.linger.ms", "0")
                .containsEntry("processing.guarantee", "exactly_once_v2");
        assertThat(TunedSettings.of("streams").under(Map.of("consumer.max.poll.records", "7")))
                .containsEntry("consumer.max.poll.records", "7")
                .doesNotContainKey("main.consumer.max.poll.records");
        assertThat(TunedSettings.of("reader").under(Map.of("isolation.level", "read_uncommitted")))
                .containsEntry("isolation.level", "read_committed");
    }

    @Test
    void aPartThatIsNotThereIsTold() {
        assertThatThrownBy(() -> TunedSettings.of("nobody")).hasMessage("kafka.properties says nothing of [nobody]");
    }

    @Test
    void everySettingStandsBelowItsReason() throws Exception {
        try (InputStream file = TunedSettings.class.getResourceAsStream("kafka.properties")) {
            String[] blocks = new String(file.readAllBytes(), StandardCharsets.UTF_8).split("\n\n+");
            assertThat(blocks).hasSizeGreaterThan(40).allMatch(block -> block.startsWith("#"));
        }
    }
}
