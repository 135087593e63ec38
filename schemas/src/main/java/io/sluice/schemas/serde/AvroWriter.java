package io.sluice.schemas.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.jspecify.annotations.Nullable;

/** Writes values of one schema in Avro's binary encoding, each behind a header; safe for use by many threads. */
final class AvroWriter<V> {
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

    private final SpecificDatumWriter<V> writer;

    /** What one thread writes with. */
    private static final class Scratch {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);

        @Nullable
        BinaryEncoder encoder;
    }

    AvroWriter(Schema schema) {
        SpecificData model = new SpecificData();
        // Generated code instead of a walk over the schema, for records that have it.
        model.setCustomCoders(true);
        this.writer = new SpecificDatumWriter<>(schema, model);
    }

    byte[] write(byte[] header, V value) {
        Scratch mine = SCRATCH.get();
        mine.bytes.reset();
        mine.bytes.writeBytes(header);
        try {
            mine.encoder = EncoderFactory.get().binaryEncoder(mine.bytes, mine.encoder);
            writer.write(value, mine.encoder);
            mine.encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return mine.bytes.toByteArray();
    }
}
