package io.sluice.connectors.caller;

import io.sluice.connectors.http.HttpResult;
import io.sluice.connectors.http.ResponseHead;
import io.sluice.connectors.secret.OpenedSecret;
import io.sluice.connectors.secret.Redactor;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.OutcomeKind;
import io.sluice.schemas.Places;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.wire.Texts;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** The records of {@code outcomes}: secrets are taken out of them, and the record's timestamp is when the call ended. */
final class AvroOutcomes implements OutcomeEncoder {
    /** The largest outcome, in bytes: less than a record may have, by what a response has beside the same body. */
    private static final int LARGEST = Topic.MAX_MESSAGE_BYTES - 1024 * 1024;

    /** Headers that are true of a body only while it is encoded. */
    private static final Set<String> OF_ENCODED = Set.of("content-encoding", "content-length");

    private final Topic<SpecificRecord> topic;
    private final String caller;

    AvroOutcomes(Topic<SpecificRecord> topic, String caller) {
        this.topic = topic;
        this.caller = caller;
    }

    @Override
    public ProducerRecord<byte[], byte[]> notStarted(ApiCall call, String reason, long at) {
        CallOutcome outcome = about(call, caller)
                .setKind(OutcomeKind.NOT_STARTED)
                .setReason(reason)
                .build();
        return record(call, outcome, at);
    }

    @Override
    public ProducerRecord<byte[], byte[]> ended(ApiCall call, HttpResult result, OpenedSecret secret, long at) {
        CallOutcome outcome = outcome(call, caller, result, secret);
        ProducerRecord<byte[], byte[]> record = record(call, outcome, at);
        return sizeOf(record) <= LARGEST ? record : record(call, withoutBody(outcome), at);
    }

    /** Secrets taken out and JSON's escapes make a body longer than what was read. */
    private static CallOutcome withoutBody(CallOutcome outcome) {
        return CallOutcome.newBuilder(outcome)
                .setKind(OutcomeKind.BODY_TOO_LARGE)
                .setBody(null)
                .build();
    }

    private static long sizeOf(ProducerRecord<byte[], byte[]> record) {
        long size = record.value().length;
        for (Header header : record.headers()) {
            size += header.key().length() + header.value().length;
        }
        return size;
    }

    @Override
    public ProducerRecord<byte[], byte[]> places(String egress, int partition, int places, long at) {
        Places announcement = new Places(caller, egress, places, at);
        return new ProducerRecord<>(topic.name(), partition, at, bytes(egress), topic.write(announcement));
    }

    /** What became of a call, without its secrets. */
    static CallOutcome outcome(ApiCall call, String caller, HttpResult result, OpenedSecret secret) {
        return result.handle(new Filling(about(call, caller), secret.redactor(), call.getMaxBodyBytes()))
                .build();
    }

    static CallOutcome.Builder about(ApiCall call, String caller) {
        return CallOutcome.newBuilder()
                .setCallId(call.getCallId())
                .setRequestId(call.getRequestId())
                .setProvider(call.getProvider())
                .setEndpoint(call.getEndpoint())
                .setCredential(call.getCredential())
                .setEgress(call.getEgress())
                .setCaller(caller);
    }

    private ProducerRecord<byte[], byte[]> record(ApiCall call, CallOutcome outcome, long at) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic.name(), call.getOutcomePartition(), at, bytes(call.getCallId()), topic.write(outcome));
        call.getTraceHeaders().forEach((name, value) -> record.headers().add(name, bytes(value)));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Fills an outcome with what became of its call. */
    private record Filling(CallOutcome.Builder outcome, Redactor redactor, int maxBodyBytes)
            implements HttpResult.Handler<CallOutcome.Builder> {
        @Override
        public CallOutcome.Builder late(HttpResult.Late result) {
            return outcome.setKind(OutcomeKind.NOT_STARTED).setReason(NotStartedReason.LATE.code());
        }

        @Override
        public CallOutcome.Builder notSent(HttpResult.NotSent result) {
            return outcome.setKind(OutcomeKind.NOT_SENT)
                    .setReason(result.reason().code());
        }

        @Override
        public CallOutcome.Builder answered(HttpResult.Answered result) {
            byte[] body = result.body().getBytes();
            DecodedBody decoded = DecodedBody.of(result.head().headers(), body, maxBodyBytes);
            if (redactor.isIdle() && !(decoded instanceof DecodedBody.Clear)) {
                decoded = new DecodedBody.Clear(body, false); // there is no secret to be seen
            }
            if (decoded instanceof DecodedBody.TooLarge) {
                return answer(OutcomeKind.BODY_TOO_LARGE, result.sentAt(), Optional.of(result.head()));
            }
            CallOutcome.Builder filled = answer(OutcomeKind.ANSWERED, result.sentAt(), Optional.of(result.head()));
            if (decoded instanceof DecodedBody.Unreadable unreadable) {
                // Its body may hold the secret where nobody can see it.
                return filled.setReason("the body is left out, since it is encoded as '"
                        + Texts.shown(redactor.redactName(unreadable.encoding()), 40)
                        + "', which was not asked for");
            }
            if (decoded instanceof DecodedBody.Clear clear) {
                filled.setBody(ByteBuffer.wrap(redactor.redact(clear.bytes())));
                if (clear.wasEncoded()) {
                    filled.getHeaders().keySet().removeAll(OF_ENCODED);
                }
            }
            return filled;
        }

        @Override
        public CallOutcome.Builder tooLarge(HttpResult.TooLarge result) {
            return answer(OutcomeKind.BODY_TOO_LARGE, result.sentAt(), Optional.of(result.head()));
        }

        @Override
        public CallOutcome.Builder timedOut(HttpResult.TimedOut result) {
            return answer(OutcomeKind.TIMED_OUT, result.sentAt(), result.head());
        }

        @Override
        public CallOutcome.Builder lost(HttpResult.Lost result) {
            return answer(OutcomeKind.CONNECTION_LOST, result.sentAt(), result.head());
        }

        private CallOutcome.Builder answer(OutcomeKind kind, long sentAt, Optional<ResponseHead> head) {
            head.ifPresent(found -> outcome.setStatus(found.status())
                    .setHeaders(redacted(found.headers()))
                    .setAnsweredAt(found.arrivedAt()));
            return outcome.setKind(kind).setSentAt(sentAt);
        }

        private Map<String, List<String>> redacted(Map<String, List<String>> headers) {
            Map<String, List<String>> clean = new LinkedHashMap<>();
            headers.forEach((name, values) -> clean.put(redactor.redactName(name), redacted(values)));
            return clean;
        }

        private List<String> redacted(List<String> values) {
            List<String> clean = new ArrayList<>(values.size());
            for (String value : values) {
                clean.add(redactor.redact(value));
            }
            return clean;
        }
    }
}
