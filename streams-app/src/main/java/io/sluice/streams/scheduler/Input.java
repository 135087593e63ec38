package io.sluice.streams.scheduler;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read, with the place where its producer put it: a forwarded record names that place in its headers.
 *
 * @param here offset at which this task read it, the first time where it put the record back since it was too early
 * @param forwarded whether it came through the internal topic from another partition
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
        Origin origin = forwarded ? Origin.of(record.headers().lastHeader(ORIGIN)) : null;
        boolean putBack = origin != null && origin.partition() == at.partition();
        long first = origin == null ? at.offset() : origin.offset();
        Headers headers = forwarded ? new RecordHeaders(record.headers().toArray()).remove(ORIGIN) : record.headers();
        return new Input(
                origin == null ? at.topic() : origin.topic(),
                origin == null ? at.partition() : origin.partition(),
                first,
                putBack ? first : at.offset(),
                forwarded && !putBack,
                record.timestamp(),
                record.key(),
                record.value(),
                headers);
    }

    /** Where a forwarded record was found. */
    private record Origin(int partition, long offset, String topic) {
        private static final Pattern TEXT = Pattern.compile("(\\d{1,9}) (\\d{1,18}) (\\S+)");

        /** What a header says; null where a task of ours did not write it. */
        static @Nullable Origin of(@Nullable Header header) {
            byte[] value = header == null ? null : header.value();
            Matcher parts = TEXT.matcher(value == null ? "" : new String(value, StandardCharsets.UTF_8));
            return parts.matches()
                    ? new Origin(Integer.parseInt(parts.group(1)), Long.parseLong(parts.group(2)), parts.group(3))
                    : null;
        }
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

    /** Bytes of key, value and headers. */
    int size() {
        int size = length(key) + length(value);
        for (Header header : headers) {
            size += header.key().length() + length(header.value());
        }
        return size;
    }

    private static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    String keyText() {
        return key == null ? "" : new String(key, StandardCharsets.UTF_8);
    }
}
