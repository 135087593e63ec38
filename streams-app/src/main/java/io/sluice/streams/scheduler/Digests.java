package io.sluice.streams.scheduler;

import io.sluice.schemas.ApiRequest;
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
        StringBuilder text = new StringBuilder();
        for (Schema.Field field : request.getSchema().getFields()) {
            Object value = request.get(field.pos());
            Object ordered = value instanceof Map<?, ?> map ? new TreeMap<>(map) : value;
            text.append(field.name()).append('=').append(ordered).append('\n');
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
