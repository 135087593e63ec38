package io.sluice.streams.scheduler;

import static io.sluice.streams.scheduler.Nodes.*;

import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** The scheduler's graph: inputs, the one processor that decides, outputs. */
public final class SchedulerTopology {
    private static final ByteArrayDeserializer BYTES = new ByteArrayDeserializer();

    private SchedulerTopology() {}

    /** Wires the graph. */
    public static Topology build(SchedulerConfig config) {
        Topics topics = config.topics();
        LeaderEpochs epochs = new LeaderEpochs();
        Topology graph = new Topology();

        read(graph, READ_REQUESTS, topics.requests(), epochs.noting(new RequestOrder()));
        read(graph, READ_FORWARDED, topics.forwarded(), epochs.noting(new RequestOrder()));
        read(graph, READ_OUTCOMES, topics.outcomes(), epochs.noting(new InputOrder()));
        read(graph, READ_PROVIDERS, topics.providers(), epochs.noting(new InputOrder()));
        read(graph, READ_CREDENTIALS, topics.credentials(), epochs.noting(new InputOrder()));
        read(graph, READ_CANCELLATIONS, topics.cancellations(), epochs.noting(new CancellationOrder()));
        keep(graph, BUDGET_WAITS, READ_BUDGET_WAITS, KEEP_BUDGET_WAITS, topics.retriesBudget());
        keep(graph, BACKOFF_WAITS, READ_BACKOFF_WAITS, KEEP_BACKOFF_WAITS, topics.retriesBackoff());

        graph.addProcessor(
                SCHEDULE,
                new ScheduleSupplier(config, epochs),
                READ_REQUESTS,
                READ_FORWARDED,
                READ_OUTCOMES,
                READ_PROVIDERS,
                READ_CREDENTIALS,
                READ_CANCELLATIONS,
                KEEP_BUDGET_WAITS,
                KEEP_BACKOFF_WAITS);
        graph.connectProcessorAndStateStores(SCHEDULE, BUDGET_WAITS, BACKOFF_WAITS);

        write(graph, WRITE_CALLS, topics.calls());
        // The task encodes answers and waits itself, since it keeps them too.
        write(graph, WRITE_RESPONSES, topics.responses().name(), new ByteArraySerializer());
        write(graph, WRITE_BUDGET_WAITS, topics.retriesBudget().name(), new ByteArraySerializer());
        write(graph, WRITE_BACKOFF_WAITS, topics.retriesBackoff().name(), new ByteArraySerializer());
        write(graph, WRITE_MARKS, topics.outcomes());
        write(graph, WRITE_CREDENTIAL_STATE, topics.credentialState());
        write(graph, WRITE_REQUEST_STATUS, topics.requestStatus());
        write(graph, WRITE_QUEUES, topics.metricsQueues());
        write(graph, WRITE_ALERTS, topics.alerts());
        write(graph, WRITE_DEAD_LETTERS, topics.deadLetters());
        write(graph, WRITE_FORWARDED, topics.forwarded());
        return graph;
    }

    /** The stores that the graph is built with and that have logs of their own. */
    public static Set<StoreBuilder<?>> stores(SchedulerConfig config) {
        return new ScheduleSupplier(config, new LeaderEpochs()).stores();
    }

    private static void read(Topology graph, String node, Topic<?> topic, TimestampExtractor order) {
        graph.addSource(AutoOffsetReset.earliest(), node, order, BYTES, BYTES, topic.name());
    }

    /** A retry topic as the log of a store, from which that is restored; the processor keeps in it what it reads, too. */
    private static void keep(Topology graph, String store, String source, String node, Topic<?> topic) {
        graph.addReadOnlyStateStore(
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(store), Serdes.ByteArray(), Serdes.ByteArray()),
                source,
                new InputOrder(),
                BYTES,
                BYTES,
                topic.name(),
                node,
                KeepWaits::new);
    }

    private static <V> void write(Topology graph, String node, Topic<V> topic) {
        write(graph, node, topic.name(), topic.serde().serializer());
    }

    private static <V> void write(Topology graph, String node, String topic, Serializer<V> serializer) {
        graph.addSink(node, topic, Routed.serializer(), serializer, Routed.partitioner(), SCHEDULE);
    }
}
