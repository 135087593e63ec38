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
import io.vertx.core.buffer.Buffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The records of {@code outcomes}: secrets are taken out of them, and the record's timestamp is when the call ended. */
final class AvroOutcomes implements OutcomeEncoder {
    private final Topic<SpecificRecord> topic;
    private final String caller;

    AvroOutcomes(Topic<SpecificRecord> topic, String caller) {
        this.topic = topic;
        this.caller = caller;
    }

    @Override
    public ProducerRecord<byte[], byte[]> notStarted(ApiCall call, NotStartedReason reason, long at) {
        CallOutcome outcome = about(call)
                .setKind(OutcomeKind.NOT_STARTED)
                .setReason(reason.code())
                .build();
        return record(call, outcome, at);
    }

    @Override
    public ProducerRecord<byte[], byte[]> ended(ApiCall call, HttpResult result, OpenedSecret secret, long at) {
        CallOutcome outcome =
                result.handle(new Filling(about(call), secret.redactor())).build();
        return record(call, outcome, at);
    }

    @Override
    public ProducerRecord<byte[], byte[]> places(String egress, int partition, int places, long at) {
        Places announcement = new Places(caller, egress, places, at);
        return new ProducerRecord<>(topic.name(), partition, at, bytes(egress), serialize(announcement));
    }

    private CallOutcome.Builder about(ApiCall call) {
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
                topic.name(), call.getOutcomePartition(), at, bytes(call.getCallId()), serialize(outcome));
        call.getTraceHeaders().forEach((name, value) -> record.headers().add(name, bytes(value)));
        return record;
    }

    private byte[] serialize(SpecificRecord value) {
        return topic.serde().serializer().serialize(topic.name(), value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Fills an outcome with what became of its call. */
    private record Filling(CallOutcome.Builder outcome, Redactor redactor)
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
            return answer(OutcomeKind.ANSWERED, result.sentAt(), Optional.of(result.head()))
                    .setBody(ByteBuffer.wrap(redacted(result.body())));
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

        private byte[] redacted(Buffer body) {
            return redactor.redact(body.getBytes());
        }

        private Map<String, List<String>> redacted(Map<String, List<String>> headers) {
            Map<String, List<String>> clean = new LinkedHashMap<>();
            headers.forEach((name, values) -> clean.put(
                    redactor.redact(name), values.stream().map(redactor::redact).toList()));
            return clean;
        }
    }
}
