package io.sluice.streams.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TopicDifferencesTest {
    @Test
    void whatIsKeptLongerOrForEverIsKeptLongEnough() {
        assertThat(differences("retention.ms", "1000", "999"))
                .containsExactly("topic log has retention.ms=999, expected 1000");
        for (String enough : List.of("1000", "1001", "-1")) {
            assertThat(differences("retention.ms", "1000", enough)).isEmpty();
        }
        assertThat(differences("retention.ms", "-1", "1000"))
                .containsExactly("topic log has retention.ms=1000, expected -1");
    }

    /** {@link StaleState} rests on it. */
    @Test
    void aCompactedTopicThatForgetsTombstonesWithinADayIsToldAndAnotherIsNot() {
        Topics topics = Topics.json("sluice.");
        assertThat(forgetful(TopicAdmin.plan(topics, 1, Optional.empty())))
                .contains("topic sluice.retries.budget has delete.retention.ms=60000, expected 86400000")
                .hasSize((int) topics.all().stream().filter(Topic::compacted).count());
    }

    @Test
    void aLogOfAStoreThatForgetsTombstonesWithinADayIsTold() {
        StreamsUse use = SchedulerApp.use("sluice.", Topics.json("sluice."));
        assertThat(forgetful(use.internalTopics(1, Optional.empty())))
                .contains("topic sluice.scheduler-calls-in-flight-changelog has delete.retention.ms=60000, "
                        + "expected 86400000");
    }

    @Test
    void wordsAreTheSameOrDiffer() {
        assertThat(differences("cleanup.policy", "compact", "compact")).isEmpty();
        assertThat(differences("cleanup.policy", "compact", "compact,delete")).hasSize(1);
        assertThat(differences("retention.ms", "1000", "a while")).hasSize(1);
    }

    @Test
    void aTopicOfWhichEveryReplicaMustHaveARecordIsToldWhereThereAreSeveral() {
        assertThat(inSync("3", 3))
                .containsExactly("topic log has min.insync.replicas=3 of 3 replicas, expected 2 at most");
        assertThat(inSync("3", 2))
                .containsExactly("topic log has min.insync.replicas=3 of 2 replicas, expected 1 at most");
        assertThat(inSync("2", 3)).isEmpty();
        assertThat(inSync("1", 1)).isEmpty();
        assertThat(inSync(null, 3)).isEmpty();
    }

    @Test
    void aSettingThatTheBrokerDoesNotTellIsNone() {
        NewTopic planned = topic("retention.ms", "1000");
        assertThat(TopicDifferences.otherSettings(planned, new Config(List.of())))
                .isEmpty();
        assertThat(differences("retention.ms", "1000", null)).isEmpty();
    }

    private static List<String> forgetful(List<NewTopic> plan) {
        Config minute = new Config(List.of(new ConfigEntry("delete.retention.ms", "60000")));
        return plan.stream()
                .flatMap(topic -> TopicDifferences.otherSettings(topic, minute).stream())
                .toList();
    }

    private static List<String> inSync(@Nullable String has, int replicas) {
        Config config = new Config(List.of(new ConfigEntry("min.insync.replicas", has)));
        return TopicDifferences.tooManyInSync(topic("min.insync.replicas", "2"), config, replicas);
    }

    private static List<String> differences(String setting, String planned, @Nullable String has) {
        return TopicDifferences.otherSettings(
                topic(setting, planned), new Config(List.of(new ConfigEntry(setting, has))));
    }

    private static NewTopic topic(String setting, String value) {
        return new NewTopic("log", Optional.of(1), Optional.empty()).configs(Map.of(setting, value));
    }
}
