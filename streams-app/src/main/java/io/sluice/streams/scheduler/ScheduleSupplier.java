package io.sluice.streams.scheduler;

import io.sluice.schemas.Answered;
import io.sluice.schemas.Credential;
import io.sluice.schemas.PendingCall;
import io.sluice.schemas.serde.StoreSerde;
import io.sluice.settings.TunedSettings;
import java.time.Duration;
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
    private static final Map<String, String> LOG = TunedSettings.of("changelog").values();
    private static final Map<String, String> LOG_OF_ANSWERS =
            TunedSettings.of("changelog", "answers").values();
    private static final Duration KEPT = AnswerMemory.REMEMBERED.plus(AnswerMemory.HALF_DAY);

    private final SchedulerConfig config;
    private final LeaderEpochs epochs;
    private final Faults faults = new Faults();
    private final ThreadLocal<CommitPace> paces = ThreadLocal.withInitial(CommitPace::new);

    /** @param epochs what the sources note of the records that they read */
    ScheduleSupplier(SchedulerConfig config, LeaderEpochs epochs) {
        this.config = config;
        this.epochs = epochs;
    }

    /** Streams asks on the thread that runs the task. */
    @Override
    public Processor<byte[], byte[], Routed, Object> get() {
        return new ScheduleProcessor(config, faults, epochs, paces.get());
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(
                persistent(Nodes.CALLS_IN_FLIGHT, StoreSerde.of(PendingCall.getClassSchema())),
                answers(StoreSerde.of(Answered.getClassSchema())),
                cached(Nodes.BUDGETS, KeptSerdes.budgets()),
                cached(Nodes.STANDINGS, KeptSerdes.standings()),
                persistent(Nodes.POLICIES, Serdes.String()),
                persistent(Nodes.CREDENTIALS, StoreSerde.<Credential>of(Credential.getClassSchema())),
                persistent(Nodes.CANCELLATIONS, Serdes.Long()));
    }

    private static <V> StoreBuilder<?> persistent(String name, Serde<V> serde) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), serde)
                .withLoggingEnabled(LOG);
    }

    private static StoreBuilder<?> answers(Serde<Answered> serde) {
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(Nodes.ANSWERS, KEPT, AnswerMemory.HALF_DAY, false),
                        Serdes.String(),
                        serde)
                .withLoggingEnabled(LOG_OF_ANSWERS);
    }

    /** One write per key and commit. */
    private static <V> StoreBuilder<?> cached(String name, Serde<V> serde) {
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), serde)
                .withLoggingEnabled(LOG)
                .withCachingEnabled();
    }
}
