package io.sluice.streams.scheduler;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read, with the place where its producer put it: a forwarded record names that place in its headers.
 *
 * @param here offset at which this task read it
 * @param forwarded whether it came through the internal topic
 */
@SuppressWarnings("ArrayRecordComponent") // inputs are never compared
record Input(
        String topic,
        int partition,
        long offset,
        long here,
        boolean forwarded,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {
    private static final String ORIGIN = "sluice-origin";

    /** Reads where a record came from. */
    static Input of(Record<byte[], byte[]> record, RecordMetadata at, String forwardedTopic) {
        boolean forwarded = at.topic().equals(forwardedTopic);
        Headers headers = new RecordHeaders(record.headers().toArray());
        Header origin = forwarded ? headers.lastHeader(ORIGIN) : null;
        if (origin == null) {
            return new Input(
                    at.topic(),
                    at.partition(),
                    at.offset(),
                    at.offset(),
                    forwarded,
                    record.timestamp(),
                    record.key(),
                    record.value(),
                    headers);
        }
        headers.remove(ORIGIN);
        String[] parts = new String(origin.value(), StandardCharsets.UTF_8).split(" ", 3);
        return new Input(
                parts[2],
                Integer.parseInt(parts[0]),
                Long.parseLong(parts[1]),
                at.offset(),
                true,
                record.timestamp(),
                record.key(),
                record.value(),
                headers);
    }

    Headers headersWithOrigin() {
        Headers with = new RecordHeaders(headers.toArray());
        with.add(ORIGIN, (partition + " " + offset + " " + topic).getBytes(StandardCharsets.UTF_8));
        return with;
    }

    /** Unique in its task and growing in order of arrival. */
    long ticket() {
        return 2 * here + (forwarded ? 1 : 0);
    }

    /** The id of a request that has none of its own. */
    String place() {
        return topic + '-' + partition + '-' + offset;
    }

    String keyText() {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }
}
