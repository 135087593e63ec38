package io.sluice.cli;

import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import io.sluice.streams.app.ObserverApp;
import io.sluice.streams.app.SchedulerApp;
import io.sluice.streams.app.StreamsUse;
import java.util.List;
import java.util.function.Predicate;

/**
 * Topics of which something must be true before a role starts.
 *
 * @param alike must have equally many partitions
 * @param written must have their schemas in the registry, or the right to register them
 */
record RoleTopics(List<Topic<?>> alike, List<Topic<?>> written) {

    static RoleTopics ofScheduler(String prefix, Topics topics) {
        StreamsUse use = SchedulerApp.use(prefix, topics);
        return new RoleTopics(
                those(topics, topic -> use.sources().contains(topic.name()) || topic.equals(topics.calls())),
                those(topics, topic -> use.sinks().contains(topic.name())));
    }

    static RoleTopics ofCaller(String prefix, Topics topics) {
        List<Topic<?>> written = List.of(topics.outcomes(), topics.providers(), topics.credentials());
        return new RoleTopics(
                List.of(topics.calls(), topics.outcomes(), topics.providers(), topics.credentials()), written);
    }

    static RoleTopics ofObserver(String prefix, Topics topics) {
        StreamsUse use = ObserverApp.use(prefix, topics);
        return new RoleTopics(
                List.of(topics.outcomes()), those(topics, topic -> use.sinks().contains(topic.name())));
    }

    static RoleTopics ofAll(String prefix, Topics topics) {
        return new RoleTopics(ofScheduler(prefix, topics).alike(), topics.all());
    }

    private static List<Topic<?>> those(Topics topics, Predicate<Topic<?>> which) {
        return topics.all().stream().filter(which).toList();
    }
}
