package io.sluice.connectors.caller;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.UnknownSchemaException;
import io.sluice.schemas.serde.UnreadableRecordException;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The calls among records of {@code calls} that leave by one egress; others, and what cannot be read, are left out. */
final class CallDecoder {
    private static final Logger LOG = LoggerFactory.getLogger(CallDecoder.class);

    private final Topic<ApiCall> topic;
    private final String egress;

    CallDecoder(Topic<ApiCall> topic, String egress) {
        this.topic = topic;
        this.egress = egress;
    }

    /** Throws {@code RegistryException} if a schema cannot be had now, {@link UnknownSchemaException} if it may yet come. */
    List<ApiCall> decode(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        List<ApiCall> calls = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                ApiCall call = topic.read(record.value());
                if (call != null && call.getEgress().equals(egress)) {
                    calls.add(call);
                }
            } catch (UnknownSchemaException mayCome) {
                throw mayCome;
            } catch (UnreadableRecordException e) {
                LOG.error(
                        "{}-{} offset {} is no call and is left out: {}",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        e.getMessage());
            }
        }
        return calls;
    }
}
