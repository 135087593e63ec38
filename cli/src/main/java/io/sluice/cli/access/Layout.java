package io.sluice.cli.access;

import io.sluice.schemas.serde.Topics;
import io.sluice.streams.app.ObserverApp;
import io.sluice.streams.app.SchedulerApp;
import io.sluice.streams.app.StreamsUse;
import io.sluice.streams.app.TopicAdmin;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * All topics of an installation, so that its roles need create none.
 *
 * @param topics of the contract, and {@code forwarded}
 * @param internal logs of stores, as the graphs have them
 */
public record Layout(
        Topics names, StreamsUse scheduler, StreamsUse observer, List<NewTopic> topics, List<NewTopic> internal) {

    /** Lays them out; the registry is not asked. Without a replication factor it is the broker's. */
    public static Layout of(String prefix, int partitions, Optional<Short> replication) {
        Topics names = Topics.json(prefix);
        StreamsUse scheduler = SchedulerApp.use(prefix, names);
        StreamsUse observer = ObserverApp.use(prefix, names);
        List<NewTopic> internal = Stream.of(scheduler, observer)
                .flatMap(use -> use.internalTopics(partitions, replication).stream())
                .toList();
        return new Layout(names, scheduler, observer, TopicAdmin.plan(names, partitions, replication), internal);
    }

    public List<NewTopic> all() {
        return Stream.concat(topics.stream(), internal.stream()).toList();
    }
}
