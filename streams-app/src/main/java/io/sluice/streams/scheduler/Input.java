package io.sluice.streams.scheduler;

import io.sluice.schemas.serde.Topics;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A record as it was read, with the place where its producer put it and the time at which it was written: a forwarded
 * record names both in its headers.
 *
 * @param ticket of a request that was put back: the place in line that it got when it came; of others null
 * @param forwarded whether it came through the internal topic
 * @param timestamp epoch ms at which it was written, for requests and cancellations; of other records the broker's word is
 *     not kept
 */
@SuppressWarnings("ArrayRecordComponent") // inputs are never compared
record Input(
        String topic,
        int partition,
        long offset,
        @Nullable Long ticket,
        boolean forwarded,
        long timestamp,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {
    private static final String ORIGIN = "sluice-origin";

    /** What the lengths of a header's name and value take at most, in bytes. */
    private static final int LENGTHS_OF_A_HEADER = 10;

    /** Reads where a record came from. */
    static Input of(Record<byte[], byte[]> record, RecordMetadata at, Topics topics) {
        boolean forwarded = at.topic().equals(topics.forwarded().name());
        Origin origin = forwarded ? Origin.of(record.headers().lastHeader(ORIGIN)) : null;
        Headers headers = forwarded ? new RecordHeaders(record.headers().toArray()).remove(ORIGIN) : record.headers();
        return new Input(
                origin == null ? at.topic() : origin.topic(),
                origin == null ? at.partition() : origin.partition(),
                origin == null ? at.offset() : origin.offset(),
                origin == null ? null : origin.ticket(),
                forwarded,
                origin == null ? writtenAt(record, at.topic(), topics) : origin.writtenAt(),
                record.key(),
                record.value(),
                headers);
    }

    private static long writtenAt(Record<byte[], byte[]> record, String topic, Topics topics) {
        return topic.equals(topics.cancellations().name())
                ? CancellationOrder.writtenAt(record.timestamp())
                : record.timestamp();
    }

    /** Where and with which time a forwarded record was found, and its ticket where it was put back. */
    private record Origin(
            int partition,
            long offset,
            long writtenAt,
            String topic,
            @Nullable Long ticket) {
        private static final Pattern TEXT =
                Pattern.compile("(\\d{1,9}) (\\d{1,18}) (\\d{1,18}) (\\S+)(?: (\\d{1,18}))?");

        /** What a header says; null where a task of ours did not write it. */
        static @Nullable Origin of(@Nullable Header header) {
            byte[] value = header == null ? null : header.value();
            Matcher parts = TEXT.matcher(value == null ? "" : new String(value, StandardCharsets.UTF_8));
            return parts.matches()
                    ? new Origin(
                            Integer.parseInt(parts.group(1)),
                            Long.parseLong(parts.group(2)),
                            Long.parseLong(parts.group(3)),
                            parts.group(4),
                            parts.group(5) == null ? null : Long.valueOf(parts.group(5)))
                    : null;
        }
    }

    Headers headersWithOrigin() {
        Headers with = new RecordHeaders(headers.toArray());
        String origin = partition + " " + offset + " " + timestamp + " " + topic + (ticket == null ? "" : " " + ticket);
        with.add(ORIGIN, origin.getBytes(StandardCharsets.UTF_8));
        return with;
    }

    /** The same, which is put back with its place in line; with none, its next task gives it one. */
    Input withTicket(@Nullable Long its) {
        return new Input(topic, partition, offset, its, forwarded, timestamp, key, value, headers);
    }

    /** The id of a request that has none of its own. */
    String place() {
        return topic + '-' + partition + '-' + offset;
    }

    /** Bytes of key, value and headers. */
    long size() {
        return (long) length(key) + length(value) + headersSize();
    }

    /** Bytes of the headers as they are written, with their lengths. */
    long headersSize() {
        long size = 0;
        for (Header header : headers) {
            size += Utils.utf8Length(header.key()) + (long) length(header.value()) + LENGTHS_OF_A_HEADER;
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
