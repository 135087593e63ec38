package io.sluice.streams.app;

import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import io.sluice.settings.TunedSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates the topics of an installation. */
public final class TopicAdmin {
    /** How long a broker may take to hear of a topic. */
    private static final Duration NEW = Duration.ofSeconds(30);

    private TopicAdmin() {}

    /** The topics as they are created; with three replicas or more, records need all but one of them. */
    public static List<NewTopic> plan(Topics topics, int partitions, Optional<Short> replication) {
        return topics.all().stream()
                .map(topic -> plan(topic, partitions, replication))
                .toList();
    }

    /** The same topics, of which one keeps its records for ever. */
    public static List<NewTopic> keeping(Topic<?> kept, List<NewTopic> plan) {
        plan.stream()
                .filter(topic -> topic.name().equals(kept.name()))
                .forEach(
                        topic -> topic.configs().putAll(TunedSettings.of("kept").values()));
        return plan;
    }

    /** Creates those that do not exist, and returns their names once all their partitions take records. */
    public static List<String> create(Admin admin, List<NewTopic> plan) throws InterruptedException {
        try {
            Set<String> there = admin.listTopics().names().get();
            return createMissing(
                    admin,
                    plan.stream().filter(topic -> !there.contains(topic.name())).toList());
        } catch (ExecutionException e) {
            throw new IllegalStateException("the topics cannot be created: " + e.getMessage(), e);
        }
    }

    /** The same for some that were not there a moment ago; one that somebody else creates meanwhile is waited for, too. */
    static List<String> createMissing(Admin admin, List<NewTopic> missing)
            throws InterruptedException, ExecutionException {
        Map<String, KafkaFuture<Void>> all = admin.createTopics(missing).values();
        List<String> created = new ArrayList<>();
        for (NewTopic topic : missing) {
            try {
                Objects.requireNonNull(all.get(topic.name()), topic::name).get();
                created.add(topic.name());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw e;
                }
            }
        }
        awaitLeaders(admin, missing);
        return created;
    }

    /** How many partitions a topic has that is there. */
    public static int partitions(Admin admin, Topic<?> topic) throws InterruptedException {
        try {
            return admin.describeTopics(List.of(topic.name()))
                    .topicNameValues()
                    .values()
                    .iterator()
                    .next()
                    .get()
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            throw new IllegalStateException("topic " + topic.name() + " cannot be seen: " + e.getMessage(), e);
        }
    }

    /**
     * A broker tells clients of a new partition before the partition takes records. What an idempotent producer sends meanwhile is
     * refused, and where its next batch comes in time for the partition, the first one never can be written any more (KAFKA-15591).
     */
    private static void awaitLeaders(Admin admin, List<NewTopic> topics)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                ends.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        try {
            Propagation.await(admin, NEW, its -> its.listOffsets(ends).all().get());
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException)) { // who may create need not be allowed to see
                throw e;
            }
        }
    }

    /** The id of each topic, as {@link io.sluice.streams.scheduler.TopicIds} tells it; what Streams tries again is passed on as it is. */
    static Map<String, Uuid> ids(Admin admin, Set<String> topics) {
        try {
            Map<String, Uuid> ids = new HashMap<>();
            admin.describeTopics(topics).allTopicNames().get().forEach((name, topic) -> ids.put(name, topic.topicId()));
            return ids;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RetriableException retriable
                    ? retriable
                    : new KafkaException("topics cannot be described: " + e.getMessage(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static NewTopic plan(Topic<?> topic, int partitions, Optional<Short> replication) {
        TunedSettings tuned = topic.compacted() ? TunedSettings.of("topic", "changelog") : TunedSettings.of("topic");
        Map<String, String> config = tuned.values();
        config.put(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                topic.compacted() ? TopicConfig.CLEANUP_POLICY_COMPACT : TopicConfig.CLEANUP_POLICY_DELETE);
        config.putAll(durability(replication));
        return new NewTopic(topic.name(), Optional.of(partitions), replication).configs(config);
    }

    /** Of three copies or more a record is there when all but one have it, so one broker may be away and one lost. */
    static Map<String, String> durability(Optional<Short> replication) {
        return replication
                .filter(copies -> copies >= 3)
                .map(copies -> Map.of(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(copies - 1)))
                .orElse(Map.of());
    }
}
