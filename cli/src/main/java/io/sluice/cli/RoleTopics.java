package io.sluice.cli;

import io.sluice.cli.talk.Words;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import io.sluice.streams.app.ObserverApp;
import io.sluice.streams.app.SchedulerApp;
import io.sluice.streams.app.StreamsUse;
import io.sluice.streams.app.TopicAdmin;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Topics of which something must be true before a role starts.
 *
 * @param alike must have equally many partitions
 * @param wide must have as many at least, for who writes to them names the partition
 * @param written must be there, and have their schemas in the registry, or the right to register them
 * @param planned must not lose what this role keeps in them, nor refuse what it writes
 */
record RoleTopics(List<Topic<?>> alike, List<Topic<?>> wide, List<Topic<?>> written, List<NewTopic> planned) {

    static RoleTopics ofScheduler(String prefix, Topics topics) {
        StreamsUse use = SchedulerApp.use(prefix, topics);
        List<Topic<?>> sinks = those(topics, topic -> use.sinks().contains(topic.name()));
        return new RoleTopics(
                those(topics, topic -> use.sources().contains(topic.name()) || topic.equals(topics.calls())),
                sinks,
                sinks,
                planned(topics, use));
    }

    static RoleTopics ofCaller(String prefix, Topics topics) {
        List<Topic<?>> written = List.of(topics.outcomes(), topics.providers(), topics.credentials());
        return new RoleTopics(
                List.of(topics.calls(), topics.outcomes(), topics.providers(), topics.credentials()),
                List.of(),
                written,
                List.of());
    }

    /** What an observer writes may lie in any partition. */
    static RoleTopics ofObserver(String prefix, Topics topics) {
        StreamsUse use = ObserverApp.use(prefix, topics);
        return new RoleTopics(
                List.of(topics.outcomes()),
                List.of(),
                those(topics, topic -> use.sinks().contains(topic.name())),
                planned(topics, use));
    }

    static RoleTopics ofAll(String prefix, Topics topics) {
        RoleTopics scheduler = ofScheduler(prefix, topics);
        return new RoleTopics(scheduler.alike(), scheduler.wide(), topics.all(), scheduler.planned());
    }

    /** Names of all that must be there. */
    List<String> names() {
        return Stream.of(alike, wide, written)
                .flatMap(List::stream)
                .map(Topic::name)
                .distinct()
                .toList();
    }

    /**
     * How many partitions those have that must have equally many.
     *
     * @param has partitions of each topic, by its name
     * @throws UserError if one has others, or fewer than this role needs
     */
    int partitions(Map<String, Integer> has) {
        String first = alike.get(0).name();
        int number = has.getOrDefault(first, 0);
        alike.forEach(topic -> check(topic, has, its -> its == number, number + " as " + first + " has"));
        wide.forEach(topic -> check(topic, has, its -> its >= number, number + " at least, as " + first + " has"));
        return number;
    }

    private static void check(Topic<?> topic, Map<String, Integer> has, IntPredicate enough, String expected) {
        int its = has.getOrDefault(topic.name(), 0);
        if (!enough.test(its)) {
            throw new UserError(
                    "topic " + topic.name() + " has " + Words.count(its, "partition") + ", expected " + expected);
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
