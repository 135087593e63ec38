package io.sluice.streams.scheduler;

import io.sluice.schemas.ApiRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** Tells whether two requests under one id ask for the same. */
final class Digests {
    private static final Schema.Field[] FIELDS =
            ApiRequest.getClassSchema().getFields().toArray(Schema.Field[]::new);

    /** To look one up for each request is dear. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Digests::sha256);

    private Digests() {}

    /** SHA-256 over the fields of a request, maps in order of their keys. */
    static byte[] of(ApiRequest request) {
        MessageDigest digest = SHA_256.get();
        for (Schema.Field field : FIELDS) {
            Object value = request.get(field.pos());
            if (value != null) {
                add(digest, field.name());
                add(digest, value instanceof Map<?, ?> map && map.size() > 1 ? new TreeMap<>(map) : value);
            }
        }
        return digest.digest();
    }

    /** Its length comes first, so that no two lists of texts look alike. */
    private static void add(MessageDigest digest, Object value) {
        byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
