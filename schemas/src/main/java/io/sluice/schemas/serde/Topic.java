package io.sluice.schemas.serde;

import org.apache.kafka.common.serialization.Serde;

/**
 * A topic with the serde of its values.
 *
 * @param compacted whether only the last record of each key is kept
 */
public record Topic<V>(String name, Serde<V> serde, boolean compacted) {
    /** Largest record that our topics take, in bytes. */
    public static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    /** Reads a value; {@link UnreadableRecordException} where the bytes are none. */
    public V read(byte[] value) {
        return serde.deserializer().deserialize(name, value);
    }
}
