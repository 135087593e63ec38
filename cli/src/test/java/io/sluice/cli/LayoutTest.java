package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.access.Layout;
import io.sluice.cli.engine.Cluster;
import io.sluice.cli.engine.Role;
import io.sluice.cli.engine.Roles;
import io.sluice.connectors.Clock;
import io.sluice.core.schedule.Settings;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.streams.app.TopicAdmin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The internal topics as {@code topics create} makes them, beside those that Kafka Streams makes where they are not there. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LayoutTest {
    private static final int PARTITIONS = 2;

    @TempDir
    private Path folder;

    @Test
    void internalTopicsAreThoseThatStreamsMakes() throws Exception {
        Layout layout = Layout.of("sluice.", PARTITIONS, Optional.of((short) 1));
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")));
                Admin admin = Admin.create(client(broker))) {
            Map<Boolean, List<NewTopic>> all = layout.all().stream()
                    .collect(Collectors.partitioningBy(topic -> topic.name().endsWith("-changelog")));
            List<NewTopic> logs = all.get(true);
            Set<String> others = names(all.get(false));
            TopicAdmin.create(admin, all.get(false));
            Cluster cluster = new Cluster(client(broker), "sluice.", layout.names(), PARTITIONS);
            try (Role scheduler = Roles.scheduler(cluster, folder.resolve("s"), Settings.DEFAULT, Clock.anchored());
                    Role observer = Roles.observer(cluster, folder.resolve("o"))) {
                Set<String> planned = names(logs);
                Set<String> made = Set.of();
                while (made.size() < planned.size()) {
                    assertThat(scheduler.failure().toCompletableFuture().isDone())
                            .isFalse();
                    assertThat(observer.failure().toCompletableFuture().isDone())
                            .isFalse();
                    made = admin.listTopics().names().get().stream()
                            .filter(name -> !others.contains(name))
                            .filter(name -> !name.startsWith("__"))
                            .collect(Collectors.toSet());
                }
                assertThat(made).isEqualTo(planned);
            }
            assertThat(settings(admin, logs)).isEqualTo(planned(logs));
            assertThat(admin.describeTopics(names(logs)).allTopicNames().get().values())
                    .extracting(TopicDescription::partitions)
                    .allSatisfy(partitions -> assertThat(partitions).hasSize(PARTITIONS));
        }
    }

    private static Map<String, Object> client(EmbeddedBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }

    private static Set<String> names(List<NewTopic> topics) {
        return topics.stream().map(NewTopic::name).collect(Collectors.toSet());
    }

    private static Map<String, Map<String, String>> planned(List<NewTopic> topics) {
        return topics.stream().collect(Collectors.toMap(NewTopic::name, NewTopic::configs));
    }

    /** The settings that the topics have of their own. */
    private static Map<String, Map<String, String>> settings(Admin admin, List<NewTopic> topics) throws Exception {
        List<ConfigResource> resources = topics.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic.name()))
                .toList();
        Map<String, Map<String, String>> settings = new TreeMap<>();
        admin.describeConfigs(resources)
                .all()
                .get()
                .forEach((topic, config) -> settings.put(topic.name(), own(config)));
        return settings;
    }

    private static Map<String, String> own(Config config) {
        return config.entries().stream()
                .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                .collect(Collectors.toMap(ConfigEntry::name, ConfigEntry::value));
    }
}
