package io.sluice.cli.access;

import io.sluice.schemas.serde.Topics;
import io.sluice.streams.app.ObserverApp;
import io.sluice.streams.app.SchedulerApp;
import io.sluice.streams.app.StreamsUse;
import io.sluice.streams.app.TopicAdmin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * All topics of an installation, so that its roles need create none.
 *
 * @param topics that programs and people use
 * @param internal {@code forwarded}, and the logs of stores as the graphs have them
 */
public record Layout(
        Topics names, StreamsUse scheduler, StreamsUse observer, List<NewTopic> topics, List<NewTopic> internal) {

    /** Lays them out; the registry is not asked. Without a replication factor it is the broker's. */
    public static Layout of(String prefix, int partitions, Optional<Short> replication) {
        Topics names = Topics.json(prefix);
        StreamsUse scheduler = SchedulerApp.use(prefix, names);
        StreamsUse observer = ObserverApp.use(prefix, names);
        Map<Boolean, List<NewTopic>> planned = TopicAdmin.plan(names, partitions, replication).stream()
                .collect(Collectors.partitioningBy(
                        topic -> topic.name().equals(names.forwarded().name())));
        List<NewTopic> internal = new ArrayList<>(planned.getOrDefault(true, List.of()));
        internal.addAll(scheduler.internalTopics(partitions, replication));
        internal.addAll(observer.internalTopics(partitions, replication));
        return new Layout(names, scheduler, observer, planned.getOrDefault(false, List.of()), internal);
    }

    public List<NewTopic> all() {
        return Stream.concat(topics.stream(), internal.stream()).toList();
    }

    /**
     * Names of the topics that must all have the same number of partitions: the same partition of each belongs to one
     * task. The other topics may have more.
     */
    public Set<String> inStep() {
        Set<String> inStep = new TreeSet<>(scheduler.sources());
        inStep.addAll(observer.sources());
        inStep.add(names.calls().name());
        internal.forEach(topic -> inStep.add(topic.name()));
        return inStep;
    }
}
