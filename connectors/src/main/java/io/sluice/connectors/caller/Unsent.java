package io.sluice.connectors.caller;

import io.sluice.connectors.http.AnswerBytes;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** An outcome, or a word on places, that is not written yet, encoded once, with the memory that it takes. */
final class Unsent {
    /** What one takes beside its body, about. */
    private static final long OVERHEAD = 1_024;

    private final @Nullable String callId;
    private final Supplier<ProducerRecord<byte[], byte[]>> encoding;
    private final long until;
    private final AnswerBytes memory;
    private long held;
    private @Nullable ProducerRecord<byte[], byte[]> record;

    /**
     * @param callId null: it is a word on places
     * @param until epoch ms after which nobody waits for it
     * @param body bytes that are counted already
     */
    Unsent(
            @Nullable String callId,
            Supplier<ProducerRecord<byte[], byte[]>> encoding,
            long until,
            AnswerBytes memory,
            long body) {
        this.callId = callId;
        this.encoding = encoding;
        this.until = until;
        this.memory = memory;
        this.held = body + OVERHEAD;
        memory.take(OVERHEAD);
    }

    /** The call of which it is the outcome; null where it is a word on places. */
    @Nullable
    String callId() {
        return callId;
    }

    /** The record; what it takes replaces what the body took. */
    ProducerRecord<byte[], byte[]> record() {
        if (record == null) {
            ProducerRecord<byte[], byte[]> made = encoding.get();
            long now = OVERHEAD + (made.value() == null ? 0 : made.value().length);
            memory.take(now - held);
            held = now;
            record = made;
        }
        return record;
    }

    /** Whether it is worth another try: the trouble is not its own, and somebody waits for it still. */
    boolean isWanted(Exception trouble, long now) {
        boolean own = trouble instanceof RecordTooLargeException
                || trouble instanceof SerializationException
                || trouble instanceof IllegalStateException
                || trouble instanceof IllegalArgumentException;
        return !own && now < until;
    }

    void release() {
        memory.release(held);
    }
}
