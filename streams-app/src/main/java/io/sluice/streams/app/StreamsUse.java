package io.sluice.streams.app;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * What a graph uses of a cluster, as its description tells.
 *
 * @param applicationId its consumer group; its transactional ids and internal topics begin with it and a hyphen
 * @param sources topics that it reads
 * @param sinks topics that it writes
 * @param logs settings of the log of each store that has one of its own, by the name of the topic
 */
public record StreamsUse(
        String applicationId,
        SortedSet<String> sources,
        SortedSet<String> sinks,
        Map<String, Map<String, String>> logs) {

    /**
     * Reads a graph.
     *
     * @param stores that it was built with; one that is not among them has a source topic as its log (KIP-813)
     */
    static StreamsUse of(String applicationId, Topology graph, Collection<StoreBuilder<?>> stores) {
        StreamsUse use = new StreamsUse(applicationId, new TreeSet<>(), new TreeSet<>(), new HashMap<>());
        Map<String, Map<String, String>> logged = new HashMap<>();
        stores.stream()
                .filter(StoreBuilder::loggingEnabled)
                .forEach(store -> logged.put(store.name(), store.logConfig()));
        for (TopologyDescription.Subtopology part : graph.describe().subtopologies()) {
            part.nodes().forEach(node -> use.add(node, logged));
        }
        return use;
    }

    private void add(TopologyDescription.Node node, Map<String, Map<String, String>> logged) {
        if (node instanceof TopologyDescription.Source source) {
            sources.addAll(source.topicSet());
        } else if (node instanceof TopologyDescription.Sink sink) {
            sinks.add(sink.topic());
        } else if (node instanceof TopologyDescription.Processor processor) {
            for (String store : processor.stores()) {
                Map<String, String> log = logged.get(store);
                if (log != null) {
                    logs.put(applicationId + '-' + store + "-changelog", withDefaults(log));
                }
            }
        }
    }

    /** What Streams itself gives a log where its store says nothing. */
    private static Map<String, String> withDefaults(Map<String, String> log) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
        settings.putAll(log);
        return settings;
    }

    /**
     * The internal topics, as Streams creates them where it may and they are not there; with three replicas or more, records
     * need all but one of them.
     *
     * @param partitions of every topic that the graph reads
     */
    public List<NewTopic> internalTopics(int partitions, Optional<Short> replication) {
        return logs.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(log -> {
                    Map<String, String> settings = new HashMap<>(log.getValue());
                    settings.putAll(TopicAdmin.durability(replication));
                    return new NewTopic(log.getKey(), Optional.of(partitions), replication).configs(settings);
                })
                .toList();
    }
}
