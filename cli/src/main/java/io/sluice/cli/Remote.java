package io.sluice.cli;

import io.sluice.cli.access.Layout;
import io.sluice.cli.engine.Cluster;
import io.sluice.cli.engine.UnreachableException;
import io.sluice.cli.talk.Wording;
import io.sluice.schemas.serde.Format;
import io.sluice.schemas.serde.RegistryAwayException;
import io.sluice.schemas.serde.RegistryException;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import io.sluice.schemas.serde.UnregisteredSchemaException;
import io.sluice.settings.TunedSettings;
import io.sluice.streams.app.Propagation;
import io.sluice.streams.app.TopicAdmin;
import io.sluice.streams.app.TopicDifferences;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka cluster and its registry, as the command line names them.
 *
 * @param commandConfig properties of every Kafka client and of the registry's
 */
record Remote(String bootstrap, String registry, Format format, String prefix, CommandConfig commandConfig) {

    /** How long a topic that was just made may be unknown to some broker. */
    private static final Duration PROPAGATION = Duration.ofSeconds(3);

    /** Properties of every Kafka client. */
    Map<String, Object> client() {
        return commandConfig.client(Checks.known(bootstrap));
    }

    /** The same for a client that answers a person: who is not there is missed soon. */
    Map<String, Object> impatientClient() {
        return TunedSettings.of("person").under(client());
    }

    Topics topics() {
        return topics(Map.of());
    }

    /** The same, with some properties of the registry's client otherwise than the file has them. */
    Topics topics(Map<String, Object> otherwise) {
        if (format == Format.JSON) {
            return Topics.json(prefix);
        }
        Map<String, Object> config = commandConfig.registry(Checks.registry(registry));
        config.putAll(otherwise);
        try {
            return Topics.avro(prefix, config);
        } catch (RuntimeException e) { // of any kind: Confluent's client has no common one for what it cannot use
            if (e instanceof ConfigException && String.valueOf(e.getMessage()).contains(Topics.SUBJECT_NAME_STRATEGY)) {
                throw new UserError(commandConfig.place(Topics.SUBJECT_NAME_STRATEGY) + ": " + e.getMessage());
            }
            throw new UserError("--registry " + shownRegistry() + ": no client can be made with these properties: "
                    + KafkaTrouble.deepest(e));
        }
    }

    /**
     * The cluster as it is, once what a role needs is there: its topics, equally parted and set up as planned, and its schemas.
     *
     * @throws UnreachableException if broker or registry do not answer, as they may in a while
     */
    Cluster cluster(BiFunction<String, Topics, RoleTopics> role) throws InterruptedException {
        Topics topics = topics();
        RoleTopics needed = role.apply(prefix, topics);
        int number = ask(admin -> {
            Map<String, Integer> has = partitions(admin, needed.names());
            has.putAll(described(admin, those(admin, needed.logs())));
            int parted = needed.partitions(has);
            checkSettings(admin, needed.planned());
            return parted;
        });
        schemaIds(needed.written());
        return new Cluster(client(), prefix, topics, number);
    }

    /**
     * Fails where settings of topics would lose or refuse records. A role need not be allowed to read them; what it may
     * not read is not checked.
     */
    private static void checkSettings(Admin admin, List<NewTopic> planned)
            throws InterruptedException, ExecutionException {
        List<String> differences =
                Propagation.await(admin, PROPAGATION, its -> TopicDifferences.ofVisibleSettings(its, planned));
        if (!differences.isEmpty()) {
            throw new UserError(String.join("; ", differences));
        }
    }

    private <T> T ask(Propagation.Question<T> question) throws InterruptedException {
        try (Admin admin = Admin.create(impatientClient())) {
            return question.put(admin);
        } catch (ExecutionException e) {
            throw refused(e.getCause());
        }
    }

    /** The ids of our schemas of some topics, by subject. */
    Map<String, Integer> schemaIds(List<Topic<?>> topics) {
        Map<String, Integer> ids = new TreeMap<>();
        try {
            topics.forEach(topic -> ids.putAll(topic.schemaIds()));
            return ids;
        } catch (UnregisteredSchemaException e) {
            throw e;
        } catch (RegistryAwayException e) {
            throw UnreachableException.noRegistry(shownRegistry(), e);
        } catch (RegistryException e) {
            throw new UserError("--registry " + shownRegistry() + ": " + e.getMessage());
        }
    }

    /** Creates the topics that do not exist, where those that do are as planned; returns the names of the new ones. */
    List<String> create(Layout layout) throws InterruptedException {
        return ask(admin -> {
            List<String> differences = Propagation.await(
                    admin, PROPAGATION, its -> TopicDifferences.of(its, layout.all(), layout.inStep()));
            if (!differences.isEmpty()) {
                throw new UserError(String.join("; ", differences)
                        + "; no topic is created (kafka-configs.sh --alter changes settings of those that are there)");
            }
            return created(admin, layout.all());
        });
    }

    private static List<String> created(Admin admin, List<NewTopic> topics)
            throws InterruptedException, ExecutionException {
        try {
            return TopicAdmin.create(admin, topics);
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof ExecutionException its)) {
                throw e;
            }
            if (its.getCause() instanceof InvalidReplicationFactorException) {
                int brokers = admin.describeCluster().nodes().get().size();
                int factor = topics.get(0).replicationFactor();
                throw new UserError((factor > 0 ? "--replication-factor " + factor : "the broker's replication factor")
                        + ", but the cluster has only " + Wording.count(brokers, "broker"));
            }
            throw its;
        }
    }

    /** How many partitions a topic has. */
    int partitions(Topic<?> topic) throws InterruptedException {
        return ask(admin -> partitions(admin, List.of(topic.name())).getOrDefault(topic.name(), 0));
    }

    /** How many partitions the scheduler's existing topics have; empty where there is none. */
    private Optional<Integer> partitionsThere() throws InterruptedException {
        return ask(admin -> {
            List<String> known = RoleTopics.ofScheduler(prefix, Topics.json(prefix)).alike().stream()
                    .map(Topic::name)
                    .toList();
            return described(admin, those(admin, known)).values().stream().findFirst();
        });
    }

    /**
     * How many partitions new topics get: as many as the existing ones have.
     *
     * @param asked by the user, if at all; {@link UserError} where the existing topics have another number
     * @param otherwise where no topic exists and nobody asked
     */
    int partitions(@Nullable Integer asked, int otherwise) throws InterruptedException {
        int wanted = Checks.partitions(asked == null ? otherwise : asked);
        int there = partitionsThere().orElse(wanted);
        if (asked != null && there != wanted) {
            throw new UserError("the topics have " + Wording.count(there, "partition") + "; --partitions " + wanted
                    + " changes nothing");
        }
        return there;
    }

    /** The topics of these names that exist. */
    private static List<String> those(Admin admin, List<String> names) throws InterruptedException, ExecutionException {
        Set<String> there = admin.listTopics().names().get();
        return names.stream().filter(there::contains).toList();
    }

    private static Map<String, Integer> described(Admin admin, List<String> names)
            throws InterruptedException, ExecutionException {
        Map<String, Integer> partitions = new TreeMap<>();
        Propagation.await(
                        admin,
                        PROPAGATION,
                        its -> its.describeTopics(names).allTopicNames().get())
                .forEach(
                        (name, topic) -> partitions.put(name, topic.partitions().size()));
        return partitions;
    }

    private Map<String, Integer> partitions(Admin admin, List<String> names)
            throws InterruptedException, ExecutionException {
        try {
            return described(admin, names);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                List<String> there = those(admin, names);
                String missing = names.stream()
                        .filter(name -> !there.contains(name))
                        .findFirst()
                        .map(name -> ", such as " + name)
                        .orElse("");
                throw new UserError("--bootstrap " + bootstrap + ": the topics of prefix '" + prefix
                        + "' are not all there" + missing + "; sluice topics create makes them");
            }
            throw e;
        }
    }

    /** What is said where nothing answers, or the answer is no. */
    private RuntimeException refused(@Nullable Throwable trouble) {
        if (trouble instanceof AuthenticationException || trouble instanceof AuthorizationException) {
            return (KafkaException) trouble;
        }
        return trouble instanceof RetriableException
                ? UnreachableException.noBroker(client(), trouble)
                : new UserError("--bootstrap " + bootstrap + ": the broker refuses"
                        + (trouble == null ? "" : ": " + trouble.getMessage()));
    }

    /** The registry's address without the name and password that it may hold. */
    String shownRegistry() {
        return shown(registry);
    }

    static String shown(String registry) {
        return registry.replaceAll("//[^/]*@", "//");
    }

    /** How Kafka's own commands are told of the cluster. */
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--bootstrap-server", bootstrap));
        commandConfig.file().ifPresent(file -> arguments.addAll(List.of("--command-config", file.toString())));
        return arguments;
    }

    @Override
    public String toString() {
        return "Remote[" + bootstrap + ", " + shownRegistry() + ", " + format + ", " + prefix + "]";
    }
}
