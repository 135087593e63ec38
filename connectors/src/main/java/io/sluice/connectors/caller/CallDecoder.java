package io.sluice.connectors.caller;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What tells which records of {@code calls} are this feed's. */
@FunctionalInterface
interface CallDecoder {
    /** Returns the call in {@code record}, or nothing where it leaves by another egress or cannot be read. */
    Optional<Call> decode(ConsumerRecord<byte[], byte[]> record);
}
