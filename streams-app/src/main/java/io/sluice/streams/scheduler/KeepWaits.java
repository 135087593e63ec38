package io.sluice.streams.scheduler;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Passes the records of a retry topic on to the {@link WaitingRoom}, which keeps them. KIP-813 wants a processor of the store's
 * own; a restore puts records into the store as they are, without asking anybody.
 */
@SuppressWarnings("NullAway.Init") // Streams calls init before anything else
final class KeepWaits implements Processor<byte[], byte[], Void, Void> {
    private ProcessorContext<Void, Void> context;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"
    }) // KIP-813 types such a processor as an end; Streams lets it have children
    public void process(Record<byte[], byte[]> record) {
        if (record.key() != null) {
            context.forward((Record) record);
        }
    }
}
