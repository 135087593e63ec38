package io.sluice.streams.scheduler;

import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.wire.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.kafka.common.utils.ByteBufferOutputStream;

/** Tells whether two requests under one id ask for the same. */
final class Digests {
    private static final Schema.Field[] FIELDS =
            ApiRequest.getClassSchema().getFields().toArray(Schema.Field[]::new);

    /** One for each thread: looking one up for each request is dear, and so is feeding it piece by piece. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Sha256::begin);

    /** More than most requests take, in bytes. */
    private static final int USUAL = 2048;

    private Digests() {}

    /** SHA-256 over the fields of a request, maps in order of their keys. */
    static byte[] of(ApiRequest request) {
        ByteBufferOutputStream bytes = new ByteBufferOutputStream(USUAL);
        for (Schema.Field field : FIELDS) {
            Object value = request.get(field.pos());
            if (value != null) {
                add(bytes, field.name());
                add(bytes, value);
            }
        }
        ByteBuffer written = bytes.buffer().flip();
        MessageDigest digest = SHA_256.get();
        digest.update(written);
        return digest.digest();
    }

    /** The length of each text, list and map comes first, so that no two values look alike. */
    private static void add(ByteBufferOutputStream bytes, Object value) {
        if (value instanceof Map<?, ?> map) {
            addLength(bytes, map.size());
            for (Map.Entry<?, ?> entry : (map.size() > 1 ? new TreeMap<>(map) : map).entrySet()) {
                add(bytes, entry.getKey());
                add(bytes, entry.getValue());
            }
        } else if (value instanceof List<?> list) {
            addLength(bytes, list.size());
            for (Object each : list) {
                add(bytes, each);
            }
        } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            addLength(bytes, text.length);
            bytes.write(text, 0, text.length);
        }
    }

    private static void addLength(ByteBufferOutputStream bytes, int length) {
        bytes.ensureRemaining(Integer.BYTES);
        bytes.buffer().putInt(length);
    }
}
