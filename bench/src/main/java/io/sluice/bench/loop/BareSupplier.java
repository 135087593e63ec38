package io.sluice.bench.loop;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Passes requests on as calls and outcomes as responses; keeps a lease of 40 bytes for each call in flight, and a counter. */
final class BareSupplier implements ProcessorSupplier<byte[], byte[], byte[], byte[]> {
    static final String CALLS = "write-calls";
    static final String RESPONSES = "write-responses";
    private static final String IN_FLIGHT = "in-flight";
    private static final String BUDGET = "budget";
    private static final byte[] THE_BUDGET = {0};
    private static final int LEASE_BYTES = 40;

    private final String requests;

    BareSupplier(String requests) {
        this.requests = requests;
    }

    @Override
    public Processor<byte[], byte[], byte[], byte[]> get() {
        return new Pass();
    }

    @Override
    public Set<StoreBuilder<?>> stores() {
        return Set.of(
                Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(IN_FLIGHT), Serdes.ByteArray(), Serdes.ByteArray())
                        .withLoggingEnabled(Map.of()),
                Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(BUDGET), Serdes.ByteArray(), Serdes.ByteArray())
                        .withLoggingEnabled(Map.of()));
    }

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    private final class Pass extends ContextualProcessor<byte[], byte[], byte[], byte[]> {
        private KeyValueStore<byte[], byte[]> inFlight;
        private KeyValueStore<byte[], byte[]> budget;
        private long spent;

        @Override
        public void init(ProcessorContext<byte[], byte[]> context) {
            super.init(context);
            inFlight = context.getStateStore(IN_FLIGHT);
            budget = context.getStateStore(BUDGET);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            boolean isRequest = context().recordMetadata().orElseThrow().topic().equals(requests);
            budget.put(
                    THE_BUDGET, ByteBuffer.allocate(Long.BYTES).putLong(++spent).array());
            if (isRequest) {
                inFlight.put(record.key(), new byte[LEASE_BYTES]);
                context().forward(record, CALLS);
            } else {
                inFlight.put(record.key(), null);
                context().forward(record, RESPONSES);
            }
        }
    }
}
