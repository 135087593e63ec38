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
    private Digests() {}

    /** SHA-256 over the fields of a request, maps in order of their keys. */
    static byte[] of(ApiRequest request) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Schema.Field field : request.getSchema().getFields()) {
                Object value = request.get(field.pos());
                if (value != null) {
                    Object ordered = value instanceof Map<?, ?> map ? new TreeMap<>(map) : value;
                    add(digest, field.name());
                    add(digest, ordered.toString());
                }
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Its length comes first, so that no two lists of texts look alike. */
    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
