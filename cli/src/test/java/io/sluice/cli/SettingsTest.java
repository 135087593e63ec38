package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.serde.Topic;
import io.sluice.settings.TunedSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.storage.internals.log.LogConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

/** The one file of Kafka's settings: all of it is Kafka's, none of it Kafka's default, and nothing like it stands in code. */
class SettingsTest {
    private static final String PROMISE = "promise.";

    /** Not the default of a topic that Streams makes for a store. */
    private static final String CHANGELOG_OF_ANSWERS = "answers.cleanup.policy";

    private record Part(String prefix, ConfigDef known) {}

    /** The longer prefix first. */
    private static final List<Part> PARTS = List.of(
            new Part("streams.main.consumer.", ConsumerConfig.configDef()),
            new Part("streams.producer.", ProducerConfig.configDef()),
            new Part("streams.", StreamsConfig.configDef()),
            new Part("scheduler.", StreamsConfig.configDef()),
            new Part("observer.", StreamsConfig.configDef()),
            new Part("caller.producer.", ProducerConfig.configDef()),
            new Part("caller.consumer.", ConsumerConfig.configDef()),
            new Part("caller.group.", ConsumerConfig.configDef()),
            new Part("caller.reader.", ConsumerConfig.configDef()),
            new Part("reader.", ConsumerConfig.configDef()),
            new Part("publisher.", ProducerConfig.configDef()),
            new Part("person.", AdminClientConfig.configDef()),
            new Part("meter.", AdminClientConfig.configDef()),
            new Part("topic.", LogConfig.configDefCopy()),
            new Part("changelog.", LogConfig.configDefCopy()),
            new Part("answers.", LogConfig.configDefCopy()),
            new Part("kept.", LogConfig.configDefCopy()),
            new Part("broker.", KafkaConfig.configDef()));

    /** What each process, each topic, or each cluster has its own. */
    private static final Set<String> NOT_TUNED = Set.of(
            "application.id",
            "bootstrap.servers",
            "cleanup.policy",
            "client.id",
            "config.providers",
            "group.id",
            "group.instance.id",
            "key.deserializer",
            "key.serializer",
            "message.timestamp.type",
            "min.insync.replicas",
            "security.protocol",
            "state.dir",
            "transactional.id",
            "value.deserializer",
            "value.serializer");

    private static final Pattern TEXT = Pattern.compile("\"([a-z]+(?:\\.[a-z]+)+)\"");
    private static final Pattern CONSTANT = Pattern.compile("\\b[A-Z]\\w+Configs?\\.([A-Z_]+)_CONFIG\\b");

    @Test
    void everyNameIsKafkasAndNoValueItsDefault() throws IOException {
        file().forEach((key, value) -> {
            String said = key.replaceFirst("^promise\\.", "");
            Part part = PARTS.stream()
                    .filter(one -> said.startsWith(one.prefix()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(key + " is of no part"));
            String name = said.substring(part.prefix().length());
            assertThat(part.known().configKeys()).as(key).containsKey(name);
            ConfigDef.ConfigKey known = part.known().configKeys().get(name);
            Object parsed = ConfigDef.parseType(name, value, known.type);
            if (!key.startsWith(PROMISE) && !key.equals(CHANGELOG_OF_ANSWERS)) {
                assertThat(parsed).as(key).isNotEqualTo(known.defaultValue);
            }
        });
    }

    @Test
    void noOtherPlaceTunesKafka() throws IOException {
        Set<String> names = PARTS.stream()
                .filter(part -> !part.prefix().equals("broker."))
                .flatMap(part -> part.known().names().stream())
                .filter(name -> !NOT_TUNED.contains(name))
                .collect(Collectors.toSet());
        for (String module : List.of("embedded", "streams-app", "connectors", "cli")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(named(Files.readString(file)))
                            .as(file.toString())
                            .doesNotContainAnyElementsOf(names);
                }
            }
        }
    }

    @Test
    void whatCodeBelievesOfSizesIsWhatIsSet() throws IOException {
        assertThat(file().entrySet())
                .filteredOn(entry -> entry.getKey().matches(".*(max.message.bytes|message.max.bytes|max.request.size)"))
                .hasSize(6)
                .allMatch(entry -> Integer.parseInt(entry.getValue()) == Topic.MAX_MESSAGE_BYTES);
    }

    /** Names of settings in a source file, as text or as Kafka's constants for them. */
    private static Set<String> named(String source) {
        Stream<String> texts = TEXT.matcher(source).results().map(MatchResult::group);
        Stream<String> constants = CONSTANT.matcher(source).results().map(MatchResult::group);
        return Stream.concat(texts.map(SettingsTest::unquoted), constants.map(SettingsTest::nameOf))
                .collect(Collectors.toSet());
    }

    private static String unquoted(String text) {
        return text.substring(1, text.length() - 1);
    }

    /** ConsumerConfig.MAX_POLL_RECORDS_CONFIG is max.poll.records. */
    private static String nameOf(String constant) {
        return constant.replaceFirst(".*\\.", "")
                .replaceFirst("_CONFIG$", "")
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
    }

    private static Map<String, String> file() throws IOException {
        Properties properties = new Properties();
        try (InputStream file = TunedSettings.class.getResourceAsStream("kafka.properties")) {
            properties.load(file);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }
}
