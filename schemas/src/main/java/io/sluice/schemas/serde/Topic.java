package io.sluice.schemas.serde;

import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;

/**
 * A topic with the serde of its values.
 *
 * @param compacted whether only the last record of each key is kept
 */
public record Topic<V>(String name, Serde<V> serde, boolean compacted) {
    /** Largest record that our topics take, in bytes. */
    public static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;

    /**
     * The subjects of its values with the ids of our schemas there; they are registered where that is allowed. Empty where its
     * values need no registry.
     *
     * @throws UnregisteredSchemaException if that is not allowed, and one is not there
     * @throws RegistryAwayException if the registry does not answer
     * @throws RegistryException if it refuses
     */
    public SortedMap<String, Integer> schemaIds() {
        return serde.serializer() instanceof AvroSerde<?> avro ? avro.ids(name) : new TreeMap<>();
    }

    /** The bytes of a value. */
    public byte[] write(V value) {
        return serde.serializer().serialize(name, value);
    }

    /** Reads a value; {@link UnreadableRecordException} where the bytes are none. */
    public V read(byte[] value) {
        return serde.deserializer().deserialize(name, value);
    }
}
