package io.sluice.cli;

import io.sluice.cli.engine.Cluster;
import io.sluice.schemas.serde.Format;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import io.sluice.settings.TunedSettings;
import io.sluice.streams.app.TopicAdmin;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka cluster and its registry, as the command line names them.
 *
 * @param commandConfig a file of properties for every Kafka client; those that begin with {@code schema.registry.} are the
 *     registry client's
 */
record Remote(
        String bootstrap,
        String registry,
        Format format,
        String prefix,
        @Nullable Path commandConfig) {
    private static final String REGISTRY = "schema.registry.";

    /** Properties of every Kafka client. */
    Map<String, Object> client() {
        Map<String, Object> client = new HashMap<>();
        properties().forEach((name, value) -> {
            if (!name.startsWith(REGISTRY) && !name.equals(Topics.SUBJECT_NAME_STRATEGY)) {
                client.put(name, value);
            }
        });
        client.put("bootstrap.servers", bootstrap);
        return client;
    }

    /** The same for a client that answers a person: who is not there is missed soon. */
    Map<String, Object> impatientClient() {
        return TunedSettings.of("person").under(client());
    }

    Topics topics() {
        if (format == Format.JSON) {
            return Topics.json(prefix);
        }
        Map<String, Object> config = new HashMap<>();
        properties().forEach((name, value) -> {
            if (name.startsWith(REGISTRY)) {
                config.put(name, value);
                config.put(name.substring(REGISTRY.length()), value);
            }
        });
        config.computeIfAbsent(Topics.SUBJECT_NAME_STRATEGY, properties()::get);
        config.put("schema.registry.url", registry);
        try {
            return Topics.avro(prefix, config);
        } catch (ConfigException e) {
            throw new UserError(commandConfig + ":" + lineOf(Topics.SUBJECT_NAME_STRATEGY) + ": " + e.getMessage());
        }
    }

    /** The line of the command config that sets a property; 1 where none does. */
    private int lineOf(String name) {
        try {
            List<String> lines = commandConfig == null ? List.of() : Files.readAllLines(commandConfig);
            return 1
                    + IntStream.range(0, lines.size())
                            .filter(line -> lines.get(line)
                                    .strip()
                                    .replace(REGISTRY, "")
                                    .startsWith(name))
                            .findFirst()
                            .orElse(0);
        } catch (IOException e) {
            return 1;
        }
    }

    /** The cluster as it is; its topics must be there, those that the scheduler reads with equally many partitions. */
    Cluster cluster() throws InterruptedException {
        Topics topics = topics();
        List<String> inputs = List.of(
                topics.requests().name(),
                topics.cancellations().name(),
                topics.providers().name(),
                topics.credentials().name(),
                topics.outcomes().name(),
                topics.calls().name(),
                topics.retriesBudget().name(),
                topics.retriesBackoff().name(),
                topics.forwarded().name());
        Map<String, Integer> partitions = partitions(inputs);
        int number = partitions.getOrDefault(topics.requests().name(), 0);
        partitions.forEach((topic, its) -> {
            if (its != number) {
                throw new UserError("topic " + topic + " has " + its + " partitions, expected " + number + " as "
                        + topics.requests().name() + " has");
            }
        });
        return new Cluster(client(), prefix, topics, number);
    }

    /** The same, as soon as a broker answers; for a role that may be started before its broker. */
    Cluster clusterWithin(Duration patience, BooleanSupplier stop) throws InterruptedException {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                return cluster();
            } catch (NoBrokerException e) {
                if (System.nanoTime() > giveUp || stop.getAsBoolean()) {
                    throw e;
                }
                System.err.println(e.getMessage() + "; trying again");
            }
        }
    }

    /** Creates the topics that do not exist, with the broker's replication factor. */
    void createTopics(int partitions) throws InterruptedException {
        try (Admin admin = Admin.create(impatientClient())) {
            TopicAdmin.create(admin, TopicAdmin.plan(topics(), partitions, Optional.empty()));
        }
    }

    /** How many partitions a topic has. */
    int partitions(Topic<?> topic) throws InterruptedException {
        return partitions(List.of(topic.name())).getOrDefault(topic.name(), 0);
    }

    private Map<String, Integer> partitions(List<String> names) throws InterruptedException {
        try (Admin admin = Admin.create(impatientClient())) {
            Map<String, Integer> partitions = new TreeMap<>();
            for (TopicDescription topic :
                    admin.describeTopics(names).allTopicNames().get().values()) {
                partitions.put(topic.name(), topic.partitions().size());
            }
            return partitions;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                throw new UserError("--bootstrap " + bootstrap + ": the topics of prefix '" + prefix
                        + "' are not all there; sluice topics create makes them");
            }
            throw unreachable(e.getCause());
        }
    }

    /** What is said where nothing answers. */
    UserError unreachable(@Nullable Throwable trouble) {
        String why = trouble == null ? "" : ": " + trouble.getMessage();
        return new NoBrokerException("--bootstrap " + bootstrap + ": no broker answers" + why);
    }

    private Map<String, String> properties() {
        Map<String, String> named = new TreeMap<>();
        if (commandConfig != null) {
            Properties properties = new Properties();
            try (Reader reader = Files.newBufferedReader(commandConfig, StandardCharsets.UTF_8)) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new UserError(commandConfig + ":1: cannot be read as properties: " + e.getMessage());
            }
            properties.stringPropertyNames().forEach(name -> named.put(name, properties.getProperty(name)));
        }
        return named;
    }
}
