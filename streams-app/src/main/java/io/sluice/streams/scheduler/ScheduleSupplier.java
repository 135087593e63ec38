package io.sluice.streams.scheduler;

import io.sluice.schemas.Credential;
import io.sluice.schemas.RequestRecord;
import io.sluice.schemas.serde.StoreSerde;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Makes the processor that decides, with its stores. */
final class ScheduleSupplier implements ProcessorSupplier<byte[], byte[], Routed, Object> {
    private final SchedulerConfig config;

    ScheduleSupplier(SchedulerConfig config) {
        this.config = config;
    }

    @Override
    public Processor<byte[], byte[], Routed, Object> get() {
        return new ScheduleProcessor(config);
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(
                persistent(Nodes.LEDGER, StoreSerde.of(RequestRecord.getClassSchema())),
                cached(Nodes.BUDGETS, KeptSerdes.budgets()),
                cached(Nodes.STANDINGS, KeptSerdes.standings()),
                persistent(Nodes.POLICIES, Serdes.String()),
                persistent(Nodes.CREDENTIALS, StoreSerde.<Credential>of(Credential.getClassSchema())));
    }

    private static <V> StoreBuilder<?> persistent(String name, Serde<V> serde) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), serde)
                .withLoggingEnabled(Map.of());
    }

    /** One write per key and commit. */
    private static <V> StoreBuilder<?> cached(String name, Serde<V> serde) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), serde)
                .withLoggingEnabled(Map.of())
                .withCachingEnabled();
    }
}
