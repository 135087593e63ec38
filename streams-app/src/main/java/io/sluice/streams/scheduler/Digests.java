package io.sluice.streams.scheduler;

import io.sluice.schemas.ApiRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
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
                add(digest, value);
            }
        }
        return digest.digest();
    }

    /** The length of each text, list and map comes first, so that no two values look alike. */
    private static void add(MessageDigest digest, Object value) {
        if (value instanceof Map<?, ?> map) {
            addLength(digest, map.size());
            for (Map.Entry<?, ?> entry : (map.size() > 1 ? new TreeMap<>(map) : map).entrySet()) {
                add(digest, entry.getKey());
                add(digest, entry.getValue());
            }
        } else if (value instanceof List<?> list) {
            addLength(digest, list.size());
            for (Object each : list) {
                add(digest, each);
            }
        } else {
            byte[] bytes = value.toString().getBytes(StandardCharsets.UTF_8);
            addLength(digest, bytes.length);
            digest.update(bytes);
        }
    }

    private static void addLength(MessageDigest digest, int length) {
        digest.update((byte) (length >>> 24));
        digest.update((byte) (length >>> 16));
        digest.update((byte) (length >>> 8));
        digest.update((byte) length);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
