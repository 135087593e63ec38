package io.sluice.streams.scheduler;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the records of a retry topic as they are, since a restore puts them into the store without asking anybody
 * (KIP-813), and passes them on.
 */
@SuppressWarnings("NullAway.Init") // Streams calls init before anything else
final class KeepWaits implements Processor<byte[], byte[], Void, Void> {
    private final String store;
    private ProcessorContext<Void, Void> context;
    private KeyValueStore<byte[], byte[]> waits;

    KeepWaits(String store) {
        this.store = store;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        this.waits = context.getStateStore(store);
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"
    }) // KIP-813 types such a processor as an end; Streams lets it have children
    public void process(Record<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        waits.put(record.key(), record.value());
        context.forward((Record) record);
    }
}
