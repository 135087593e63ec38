package io.sluice.streams.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;

/**
 * How existing topics differ from the plan in ways that would lose or refuse records: a few words for each difference.
 */
public final class TopicDifferences {
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final String UNLIMITED = "-1";

    private TopicDifferences() {}

    /**
     * The differences in settings and partitions, and in replicas where the plan says how many;
     * {@link ExecutionException} holds what the broker says where it does not let us read them.
     *
     * @param inStep names of the topics that must have as many partitions as planned; the others may have more
     */
    public static List<String> of(Admin admin, List<NewTopic> plan, Set<String> inStep)
            throws InterruptedException, ExecutionException {
        List<NewTopic> there = there(admin, plan);
        Map<ConfigResource, KafkaFuture<Config>> told = settings(admin, there);
        List<String> differences = new ArrayList<>();
        for (NewTopic topic : there) {
            differences.addAll(otherSettings(topic, of(told, topic).get()));
        }
        Map<String, TopicDescription> descriptions = described(admin, there);
        for (NewTopic topic : there) {
            TopicDescription has = Objects.requireNonNull(descriptions.get(topic.name()), topic::name);
            differences.addAll(otherPartitions(topic, has, inStep.contains(topic.name())));
            int replicas = has.partitions().get(0).replicas().size();
            differences.addAll(tooManyInSync(topic, of(told, topic).get(), replicas));
        }
        return differences;
    }

    /** The differences in settings alone, for the topics whose settings the broker lets us read. */
    public static List<String> ofVisibleSettings(Admin admin, List<NewTopic> plan)
            throws InterruptedException, ExecutionException {
        List<NewTopic> there = there(admin, plan);
        Map<ConfigResource, KafkaFuture<Config>> told = settings(admin, there);
        List<String> differences = new ArrayList<>();
        for (NewTopic topic : there) {
            try {
                differences.addAll(otherSettings(topic, of(told, topic).get()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof AuthorizationException)) {
                    throw e;
                }
            }
        }
        return differences;
    }

    private static List<NewTopic> there(Admin admin, List<NewTopic> plan)
            throws InterruptedException, ExecutionException {
        if (plan.isEmpty()) {
            return List.of();
        }
        Set<String> names = admin.listTopics().names().get();
        return plan.stream().filter(topic -> names.contains(topic.name())).toList();
    }

    private static Map<ConfigResource, KafkaFuture<Config>> settings(Admin admin, List<NewTopic> topics) {
        return admin.describeConfigs(
                        topics.stream().map(TopicDifferences::resource).toList())
                .values();
    }

    private static KafkaFuture<Config> of(Map<ConfigResource, KafkaFuture<Config>> told, NewTopic topic) {
        return Objects.requireNonNull(told.get(resource(topic)), topic::name);
    }

    /** The differences in the settings that the broker tells; not every broker tells all of them. */
    static List<String> otherSettings(NewTopic topic, Config has) {
        List<String> others = new ArrayList<>();
        topic.configs().forEach((name, planned) -> {
            ConfigEntry told = has.get(name);
            String value = told == null ? null : told.value();
            if (value != null && !suffices(value, planned)) {
                others.add("topic " + topic.name() + " has " + name + "=" + value + ", expected " + planned);
            }
        });
        return others;
    }

    /** Where every replica must have a record, one broker that is away stops all writes. */
    static List<String> tooManyInSync(NewTopic topic, Config has, int replicas) {
        ConfigEntry told = has.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
        String value = told == null ? null : told.value();
        return replicas < 2 || value == null || !NUMBER.matcher(value).matches() || Long.parseLong(value) < replicas
                ? List.of()
                : List.of("topic " + topic.name() + " has min.insync.replicas=" + value + " of " + replicas
                        + " replicas, expected " + (replicas - 1) + " at most");
    }

    private static Map<String, TopicDescription> described(Admin admin, List<NewTopic> topics)
            throws InterruptedException, ExecutionException {
        return admin.describeTopics(topics.stream().map(NewTopic::name).toList())
                .allTopicNames()
                .get();
    }

    private static List<String> otherPartitions(NewTopic topic, TopicDescription has, boolean exact) {
        List<String> others = new ArrayList<>();
        int replicas = has.partitions().get(0).replicas().size();
        if (replicas < topic.replicationFactor()) {
            others.add("topic " + topic.name() + " has replication factor " + replicas + ", expected "
                    + topic.replicationFactor());
        }
        int partitions = has.partitions().size();
        if (partitions < topic.numPartitions() || (exact && partitions > topic.numPartitions())) {
            others.add("topic " + topic.name() + " has " + partitions + " partition" + (partitions == 1 ? "" : "s")
                    + ", expected " + topic.numPartitions()
                    + (exact ? " (it cannot change once there is state)" : " at least"));
        }
        return others;
    }

    private static ConfigResource resource(NewTopic topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    /** A larger number does no harm, nor does none. */
    private static boolean suffices(String value, String planned) {
        if (value.equals(planned)) {
            return true;
        }
        return NUMBER.matcher(planned).matches()
                && (value.equals(UNLIMITED)
                        || (NUMBER.matcher(value).matches() && Long.parseLong(value) >= Long.parseLong(planned)));
    }
}
