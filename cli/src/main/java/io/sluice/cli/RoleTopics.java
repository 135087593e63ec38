package io.sluice.cli;

import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import io.sluice.streams.app.ObserverApp;
import io.sluice.streams.app.SchedulerApp;
import io.sluice.streams.app.StreamsUse;
import io.sluice.streams.app.TopicAdmin;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Topics of which something must be true before a role starts.
 *
 * @param alike must have equally many partitions
 * @param written must have their schemas in the registry, or the right to register them
 * @param planned must not lose what this role keeps in them
 */
record RoleTopics(List<Topic<?>> alike, List<Topic<?>> written, List<NewTopic> planned) {

    static RoleTopics ofScheduler(String prefix, Topics topics) {
        StreamsUse use = SchedulerApp.use(prefix, topics);
        return new RoleTopics(
                those(topics, topic -> use.sources().contains(topic.name()) || topic.equals(topics.calls())),
                those(topics, topic -> use.sinks().contains(topic.name())),
                planned(topics, use));
    }

    static RoleTopics ofCaller(String prefix, Topics topics) {
        List<Topic<?>> written = List.of(topics.outcomes(), topics.providers(), topics.credentials());
        return new RoleTopics(
                List.of(topics.calls(), topics.outcomes(), topics.providers(), topics.credentials()),
                written,
                List.of());
    }

    static RoleTopics ofObserver(String prefix, Topics topics) {
        StreamsUse use = ObserverApp.use(prefix, topics);
        return new RoleTopics(
                List.of(topics.outcomes()),
                those(topics, topic -> use.sinks().contains(topic.name())),
                planned(topics, use));
    }

    static RoleTopics ofAll(String prefix, Topics topics) {
        RoleTopics scheduler = ofScheduler(prefix, topics);
        return new RoleTopics(scheduler.alike(), topics.all(), scheduler.planned());
    }

    private static List<NewTopic> planned(Topics topics, StreamsUse use) {
        Stream<NewTopic> read = TopicAdmin.plan(topics, 1, Optional.empty()).stream()
                .filter(topic -> use.sources().contains(topic.name()));
        return Stream.concat(read, use.internalTopics(1, Optional.empty()).stream())
                .toList();
    }

    private static List<Topic<?>> those(Topics topics, Predicate<Topic<?>> which) {
        return topics.all().stream().filter(which).toList();
    }
}
