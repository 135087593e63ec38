package io.sluice.streams.observer;

import static io.sluice.streams.observer.Nodes.*;

import io.sluice.schemas.CredentialMetric;
import io.sluice.schemas.EndpointWindow;
import io.sluice.schemas.ErrorPattern;
import io.sluice.schemas.serde.StoreSerde;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The observer's graph: outcomes and states of credentials in, metrics and error patterns out. */
public final class ObserverTopology {
    private static final ByteArrayDeserializer BYTES = new ByteArrayDeserializer();

    private ObserverTopology() {}

    /** Wires the graph. */
    public static Topology build(Topics topics) {
        Topology graph = new Topology();
        read(graph, READ_OUTCOMES, topics.outcomes());
        read(graph, READ_CREDENTIAL_STATE, topics.credentialState());
        graph.addProcessor(OBSERVE, () -> new ObserveProcessor(topics), READ_OUTCOMES, READ_CREDENTIAL_STATE);
        stores().forEach(store -> graph.addStateStore(store, OBSERVE));
        write(graph, WRITE_ENDPOINTS, topics.metricsEndpoints());
        write(graph, WRITE_CREDENTIALS, topics.metricsCredentials());
        write(graph, WRITE_ERROR_PATTERNS, topics.errorPatterns());
        return graph;
    }

    /** The stores that the graph is built with. */
    public static List<StoreBuilder<?>> stores() {
        return List.of(
                store(ENDPOINT_WINDOWS, StoreSerde.<EndpointWindow>of(EndpointWindow.getClassSchema())),
                store(CREDENTIAL_WINDOWS, StoreSerde.<CredentialMetric>of(CredentialMetric.getClassSchema())),
                store(ERROR_PATTERNS, StoreSerde.<ErrorPattern>of(ErrorPattern.getClassSchema())));
    }

    /** A record without a time, which Streams would stop at, counts as the earliest. */
    private static void read(Topology graph, String node, Topic<?> topic) {
        TimestampExtractor times = (record, partitionTime) -> Math.max(0, record.timestamp());
        graph.addSource(AutoOffsetReset.earliest(), node, times, BYTES, BYTES, topic.name());
    }

    /** Cached: one write per series and commit, however many calls ended. */
    private static <V> StoreBuilder<?> store(String name, Serde<V> serde) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), serde)
                .withLoggingEnabled(Map.of())
                .withCachingEnabled();
    }

    private static <V> void write(Topology graph, String node, Topic<V> topic) {
        graph.addSink(node, topic.name(), new StringSerializer(), topic.serde().serializer(), OBSERVE);
    }
}
