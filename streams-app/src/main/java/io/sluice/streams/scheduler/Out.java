package io.sluice.streams.scheduler;

import io.sluice.core.credential.CredentialKey;
import io.sluice.schemas.Alert;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.Header;
import io.sluice.schemas.Mark;
import io.sluice.schemas.QueueMetric;
import io.sluice.schemas.RequestStatus;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.wire.Buffers;
import io.sluice.schemas.wire.PipelineVerdict;
import io.sluice.schemas.wire.Texts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** What the task writes, each kind to its topic and to the task's own partition. */
final class Out {
    /** Header of a barrier: who wrote it. */
    static final String NONCE = "sluice-nonce";

    /** The longest time between two records of a line that is not idle, in ms: readers need not look further back. */
    private static final long QUEUES_EVERY = 60_000;

    /** The most that a record may take which is written once more with a few more headers, in bytes. */
    static final int MOST_BYTES = Topic.MAX_MESSAGE_BYTES - 16 * 1024;

    /** What a dead letter keeps of the value of a record above that, in bytes. */
    private static final int KEPT_OF_A_GIANT = 1024 * 1024;

    /** Longest text of a dead letter's own headers, in characters. */
    private static final int LONGEST_TEXT = 1_500;

    private final ProcessorContext<Routed, Object> context;
    private final Topic<ApiResponse> responses;
    private final Map<String, QueueMetric> queues = new HashMap<>();
    private final Map<String, Long> queuesWrittenAt = new HashMap<>();
    private final int partition;
    private long written;

    Out(ProcessorContext<Routed, Object> context, Topic<ApiResponse> responses) {
        this.context = context;
        this.responses = responses;
        this.partition = context.taskId().partition();
    }

    int partition() {
        return partition;
    }

    void call(ApiCall call) {
        Headers headers = new RecordHeaders();
        call.getTraceHeaders().forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
        write(Nodes.WRITE_CALLS, Routed.to(partition, call.getCallId()), call, headers);
    }

    /** Writes an answer; returns its value as it was written, not to be changed. */
    byte[] response(ApiResponse response, List<Header> requestHeaders) {
        Headers headers = new RecordHeaders();
        for (Header header : requestHeaders) {
            headers.add(header.getName(), header.getValue() == null ? null : Buffers.bytes(header.getValue()));
        }
        byte[] value = responses.write(response);
        write(Nodes.WRITE_RESPONSES, Routed.to(partition, response.getRequestId()), value, headers);
        return value;
    }

    /** An answer that was written before. */
    ApiResponse read(ByteBuffer response) {
        return responses.read(Buffers.bytes(response));
    }

    /** Writes to a retry topic that a request waits; without a value, that its wait is over. */
    void wait(String node, String requestId, byte @Nullable [] delayed) {
        write(node, requestId, delayed);
    }

    /** A record without a value by which a task sees that it has read all that was written before. */
    void barrier(String node, String nonce) {
        Headers headers = new RecordHeaders();
        headers.add(NONCE, nonce.getBytes(StandardCharsets.UTF_8));
        write(node, Routed.to(partition, WaitingRoom.BARRIER), null, headers);
    }

    void mark(Mark mark) {
        write(Nodes.WRITE_MARKS, "mark", mark);
    }

    void credentialState(CredentialState state) {
        write(Nodes.WRITE_CREDENTIAL_STATE, Shows.key(state).text(), state);
    }

    /** A credential is gone, and nothing is shown of it any more. */
    void forgetCredentialState(CredentialKey key) {
        write(Nodes.WRITE_CREDENTIAL_STATE, key.text(), null);
    }

    void requestStatus(String requestId, @Nullable RequestStatus status) {
        write(Nodes.WRITE_REQUEST_STATUS, requestId, status);
    }

    /** Writes what a line looks like, where it looks other than last time; while anybody waits, each minute all the same. */
    void queueIfChanged(QueueMetric metric) {
        QueueMetric now =
                QueueMetric.newBuilder(metric).setWindowStart(0).setWindowEnd(0).build();
        long since = metric.getWindowEnd() - queuesWrittenAt.getOrDefault(metric.getSeries(), 0L);
        boolean old = !metric.getVerdict().equals(PipelineVerdict.IDLE.text()) && since >= QUEUES_EVERY;
        if (!now.equals(queues.put(metric.getSeries(), now)) || old) {
            queuesWrittenAt.put(metric.getSeries(), metric.getWindowEnd());
            write(Nodes.WRITE_QUEUES, metric.getSeries(), metric);
        }
    }

    void alert(Alert alert) {
        write(Nodes.WRITE_ALERTS, alert.getSubject(), alert);
    }

    /** A record that cannot be read goes on as it was, with the reason beside it; a giant without headers, and cut. */
    void deadLetter(Input input, String reason, boolean withBody) {
        boolean giant = input.size() > MOST_BYTES;
        Headers headers =
                giant ? new RecordHeaders() : new RecordHeaders(input.headers().toArray());
        text(headers, "sluice-topic", input.topic());
        text(headers, "sluice-partition", Integer.toString(input.partition()));
        text(headers, "sluice-offset", Long.toString(input.offset()));
        text(headers, "sluice-error", reason);
        byte[] key = input.key();
        byte[] value = withBody ? input.value() : null;
        if (giant) {
            String cut = "no headers";
            if (key != null && key.length > KEPT_OF_A_GIANT) {
                cut += ", no key of " + key.length + " bytes";
                key = null;
            }
            if (value != null && value.length > KEPT_OF_A_GIANT) {
                cut += ", value to " + KEPT_OF_A_GIANT + " of " + value.length + " bytes";
                value = Arrays.copyOf(value, KEPT_OF_A_GIANT);
            }
            text(headers, "sluice-cut", cut);
        }
        write(Nodes.WRITE_DEAD_LETTERS, Routed.to(partition, key), value, headers);
    }

    /**
     * A record that lies in another task's partition goes there, with the place and the time of its writing beside it. It
     * is no larger than {@link #MOST_BYTES}.
     */
    void forward(Input input, int owner) {
        write(Nodes.WRITE_FORWARDED, Routed.to(owner, input.key()), input.value(), input.headersWithOrigin());
    }

    /** A request whose headers tell its origin is read once more. */
    void putBack(byte @Nullable [] key, byte @Nullable [] value, Headers headersWithOrigin) {
        write(Nodes.WRITE_FORWARDED, Routed.to(partition, key), value, headersWithOrigin);
    }

    private void write(String node, String key, @Nullable Object value) {
        write(node, Routed.to(partition, key), value, new RecordHeaders());
    }

    /** Number of records written so far. */
    long written() {
        return written;
    }

    private void write(String node, Routed key, @Nullable Object value, Headers headers) {
        written++;
        context.forward(new Record<>(key, value, context.currentSystemTimeMs(), headers), node);
    }

    private static void text(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, Texts.shown(value, LONGEST_TEXT).getBytes(StandardCharsets.UTF_8));
    }
}
