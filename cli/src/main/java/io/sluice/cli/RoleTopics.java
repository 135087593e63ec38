package io.sluice.cli;

import io.sluice.cli.talk.Wording;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import io.sluice.streams.app.ObserverApp;
import io.sluice.streams.app.SchedulerApp;
import io.sluice.streams.app.StreamsUse;
import io.sluice.streams.app.TopicAdmin;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * What must be true of topics before a role starts.
 *
 * @param alike must have equally many partitions
 * @param wide must have as many at least, for who writes to them names the partition
 * @param written must be there, and have their schemas in the registry, or the right to register them
 * @param graphs whose logs must have as many partitions as the most of what they read
 * @param planned must not lose what this role keeps in them, nor refuse what it writes
 */
record RoleTopics(
        List<Topic<?>> alike,
        List<Topic<?>> wide,
        List<Topic<?>> written,
        List<StreamsUse> graphs,
        List<NewTopic> planned) {

    static RoleTopics ofScheduler(String prefix, Topics topics) {
        StreamsUse use = SchedulerApp.use(prefix, topics);
        List<Topic<?>> sinks = those(topics, topic -> use.sinks().contains(topic.name()));
        return new RoleTopics(
                those(topics, topic -> use.sources().contains(topic.name()) || topic.equals(topics.calls())),
                sinks,
                sinks,
                List.of(use),
                planned(topics, use));
    }

    static RoleTopics ofCaller(String prefix, Topics topics) {
        List<Topic<?>> written = List.of(topics.outcomes(), topics.providers(), topics.credentials());
        return new RoleTopics(
                List.of(topics.calls(), topics.outcomes(), topics.providers(), topics.credentials()),
                List.of(),
                written,
                List.of(),
                List.of());
    }

    /** What an observer writes may lie in any partition. */
    static RoleTopics ofObserver(String prefix, Topics topics) {
        StreamsUse use = ObserverApp.use(prefix, topics);
        return new RoleTopics(
                List.of(topics.outcomes()),
                List.of(),
                those(topics, topic -> use.sinks().contains(topic.name())),
                List.of(use),
                planned(topics, use));
    }

    static RoleTopics ofAll(String prefix, Topics topics) {
        RoleTopics scheduler = ofScheduler(prefix, topics);
        return new RoleTopics(
                scheduler.alike(), scheduler.wide(), topics.all(), scheduler.graphs(), scheduler.planned());
    }

    /** Names of all that must be there. */
    List<String> names() {
        Stream<String> named =
                Stream.of(alike, wide, written).flatMap(List::stream).map(Topic::name);
        Stream<String> read = graphs.stream().flatMap(graph -> graph.sources().stream());
        return Stream.concat(named, read).distinct().toList();
    }

    /** Names of the logs of its stores, which are there once it has begun, or {@code topics create} has made them. */
    List<String> logs() {
        return graphs.stream()
                .flatMap(graph -> graph.logs().keySet().stream())
                .sorted()
                .toList();
    }

    /**
     * The number of partitions of the topics that must have equally many.
     *
     * @param has partitions of each topic that is there, by its name
     * @throws UserError if one has others, or fewer than this role needs, or the logs were made with others
     */
    int partitions(Map<String, Integer> has) {
        graphs.forEach(graph -> checkLogs(graph, has));
        String first = alike.get(0).name();
        int number = has.getOrDefault(first, 0);
        alike.forEach(topic -> check(topic, has, its -> its == number, number + " as " + first + " has"));
        wide.forEach(topic -> check(topic, has, its -> its >= number, number + " at least, as " + first + " has"));
        return number;
    }

    /** Kafka Streams makes a task for each partition of the topic that has most, and would have us forget all that the logs tell. */
    private static void checkLogs(StreamsUse graph, Map<String, Integer> has) {
        String widest = Collections.max(graph.sources(), Comparator.comparing(topic -> has.getOrDefault(topic, 0)));
        int tasks = has.getOrDefault(widest, 0);
        new TreeSet<>(graph.logs().keySet()).forEach(log -> {
            int logged = has.getOrDefault(log, tasks);
            if (logged != tasks) {
                throw new UserError("topic " + widest + " has " + Wording.count(tasks, "partition") + ", but " + log
                        + " has " + logged
                        + ": partitions cannot change once there is state; another --prefix may have others");
            }
        });
    }

    private static void check(Topic<?> topic, Map<String, Integer> has, IntPredicate enough, String expected) {
        int its = has.getOrDefault(topic.name(), 0);
        if (!enough.test(its)) {
            throw new UserError(
                    "topic " + topic.name() + " has " + Wording.count(its, "partition") + ", expected " + expected);
        }
    }

    private static List<NewTopic> planned(Topics topics, StreamsUse use) {
        Stream<NewTopic> used = TopicAdmin.plan(topics, 1, Optional.empty()).stream()
                .filter(topic ->
                        use.sources().contains(topic.name()) || use.sinks().contains(topic.name()));
        return Stream.concat(used, use.internalTopics(1, Optional.empty()).stream())
                .toList();
    }

    private static List<Topic<?>> those(Topics topics, Predicate<Topic<?>> which) {
        return topics.all().stream().filter(which).toList();
    }
}
