package io.sluice.connectors.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.connectors.http.HttpResult;
import io.sluice.connectors.http.NotSentReason;
import io.sluice.connectors.http.ResponseHead;
import io.sluice.connectors.secret.OpenedSecret;
import io.sluice.connectors.secret.Secret;
import io.sluice.core.schedule.Verdict;
import io.sluice.policy.Policy;
import io.sluice.policy.PolicyReader;
import io.sluice.policy.answer.Answer;
import io.sluice.policy.answer.Answers;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.OutcomeKind;
import io.sluice.schemas.Places;
import io.sluice.schemas.serde.JsonRecords;
import io.sluice.schemas.serde.Topics;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AvroOutcomesTest {
    private static final ApiCall CALL = Calls.to("http://127.0.0.1/", "a", 0)
            .setOutcomePartition(3)
            .setTraceHeaders(Map.of("traceparent", "00-1"))
            .build();
    private static final ResponseHead HEAD = new ResponseHead(503, Map.of("retry-after", List.of("7")), 20);

    private final Topics topics = Topics.avro("sluice.", Map.of("schema.registry.url", "mock://outcomes"));
    private final AvroOutcomes outcomes = new AvroOutcomes(topics.outcomes(), "c1");

    @Test
    void anOutcomeGoesToThePartitionNamedInTheCallWithItsTrace() {
        ProducerRecord<byte[], byte[]> record = outcomes.notStarted(CALL, NotStartedReason.LATE.code(), 42);

        assertThat(record.partition()).isEqualTo(3);
        assertThat(record.key()).asString().isEqualTo("a");
        assertThat(record.timestamp()).isEqualTo(42);
        assertThat(record.headers().lastHeader("traceparent").value())
                .asString()
                .isEqualTo("00-1");
    }

    @Test
    void whatDidNotHappenHasAReasonAndNoTimes() {
        for (CallOutcome outcome : List.of(
                ended(new HttpResult.Late()), ended(new HttpResult.NotSent(NotSentReason.CONNECTION_REFUSED)))) {
            assertThat(outcome.getSentAt()).isNull();
            assertThat(outcome.getAnsweredAt()).isNull();
        }
        assertThat(ended(new HttpResult.Late()).getKind()).isEqualTo(OutcomeKind.NOT_STARTED);
        CallOutcome refused = ended(new HttpResult.NotSent(NotSentReason.CONNECTION_REFUSED));
        assertThat(refused.getKind()).isEqualTo(OutcomeKind.NOT_SENT);
        assertThat(refused.getReason()).isEqualTo("connection-refused");
    }

    @Test
    void anAnswerWithoutItsBodyKeepsStatusAndHeaders() {
        CallOutcome large = ended(new HttpResult.TooLarge(10, HEAD));
        CallOutcome slow = ended(new HttpResult.TimedOut(10, Optional.of(HEAD)));
        CallOutcome lost = ended(new HttpResult.Lost(10, Optional.of(HEAD)));

        assertThat(large.getKind()).isEqualTo(OutcomeKind.BODY_TOO_LARGE);
        assertThat(slow.getKind()).isEqualTo(OutcomeKind.TIMED_OUT);
        assertThat(lost.getKind()).isEqualTo(OutcomeKind.CONNECTION_LOST);
        for (CallOutcome outcome : List.of(large, slow, lost)) {
            assertThat(outcome.getStatus()).isEqualTo(503);
            assertThat(outcome.getHeaders()).containsEntry("retry-after", List.of("7"));
            assertThat(outcome.getBody()).isNull();
            assertThat(outcome.getSentAt()).isEqualTo(10);
            assertThat(outcome.getAnsweredAt()).isEqualTo(20);
        }
    }

    @Test
    void aCallLostBeforeAnyAnswerHasBeenSentAndNoMore() {
        CallOutcome lost = ended(new HttpResult.Lost(10, Optional.empty()));

        assertThat(lost.getSentAt()).isEqualTo(10);
        assertThat(lost.getAnsweredAt()).isNull();
        assertThat(lost.getStatus()).isNull();
    }

    @Test
    void aBodyThatOnlyBecomesTooLongWhenItIsWrittenIsTooLarge() {
        Topics json = Topics.json("sluice.");
        AvroOutcomes written = new AvroOutcomes(json.outcomes(), "c1");
        HttpResult result = new HttpResult.Answered(10, HEAD, Buffer.buffer(new byte[3 * 1024 * 1024]));

        ProducerRecord<byte[], byte[]> record = written.ended(CALL, result, OpenedSecret.none(), 42);

        assertThat(record.value().length).isLessThan(10_000);
        CallOutcome outcome = (CallOutcome) json.outcomes().read(record.value());
        assertThat(outcome.getKind()).isEqualTo(OutcomeKind.BODY_TOO_LARGE);
        assertThat(outcome.getStatus()).isEqualTo(503);
        assertThat(outcome.getBody()).isNull();
        assertThat(ended(result).getKind()).as("as it is in Avro").isEqualTo(OutcomeKind.ANSWERED);
    }

    @Test
    void anEncodedBodyIsDecodedSoThatTheSecretInItCanBeSeen() throws IOException {
        CallOutcome outcome = encoded("gzip", gzip("token=hunter2!"));

        assertThat(outcome.getKind()).isEqualTo(OutcomeKind.ANSWERED);
        assertThat(StandardCharsets.UTF_8.decode(outcome.getBody()).toString()).isEqualTo("token=[secret]!");
        assertThat(outcome.getHeaders()).containsOnlyKeys("x-a");
    }

    @Test
    void anEncodedBodyThatIsAboveTheLimitWhenDecodedIsTooLarge() throws IOException {
        assertThat(encoded("GZIP", gzip("x".repeat(1_001))).getKind()).isEqualTo(OutcomeKind.BODY_TOO_LARGE);
        assertThat(encoded("gzip", gzip("x".repeat(1_000))).getKind()).isEqualTo(OutcomeKind.ANSWERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip", "gzip, gzip", "deflate", "zstd\nx"})
    void aBodyInWhichNobodyCanLookForTheSecretIsLeftOutInClear(String encoding) {
        CallOutcome outcome = encoded(encoding, "hunter2".getBytes(StandardCharsets.UTF_8));

        assertThat(outcome.getKind()).isEqualTo(OutcomeKind.ANSWERED);
        assertThat(outcome.getStatus()).isEqualTo(200);
        assertThat(outcome.getBody()).isNull();
        assertThat(outcome.getReason()).contains("encoded as");
    }

    @Test
    void aSecretThatAnEncodingEchoesInSmallLettersIsTakenOut() {
        OpenedSecret secret = OpenedSecret.of(Map.of("token", Secret.of("HunTer2")));
        CallOutcome outcome = encoded("HunTer2", new byte[1], secret);

        assertThat(outcome.getReason()).contains("encoded as '[secret]'");
    }

    @Test
    void withoutASecretAnEncodedBodyIsDecodedTooSoThatRulesReadIt() throws IOException {
        Policy policy = PolicyReader.read(JsonRecords.tree("""
                {"provider":"api","baseUrl":"http://127.0.0.1:1","auth":"none",
                 "answers":[{"when":{"status":200,"json":{"pointer":"/error","in":["slow down"]}},"then":"throttled"}]}""".getBytes(StandardCharsets.UTF_8)));
        CallOutcome outcome = withoutSecret("gzip", gzip("{\"error\":\"slow down\"}"));

        assertThat(StandardCharsets.UTF_8.decode(outcome.getBody().duplicate()).toString())
                .isEqualTo("{\"error\":\"slow down\"}");
        assertThat(outcome.getHeaders()).isEmpty();
        Answer answer = Answer.of(outcome, 10, 20);
        assertThat(Answers.read(policy.reading("other"), answer).verdict()).isEqualTo(Verdict.THROTTLED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, gzip"})
    void withoutASecretABodyThatCannotBeDecodedStaysAsItIs(String encoding) throws IOException {
        assertKept(encoding, gzip("token=hunter2!"));
    }

    @Test
    void soDoesOneThatIsAboveTheLimitWhenDecoded() throws IOException {
        assertKept("gzip", gzip("x".repeat(1_001)));
    }

    private void assertKept(String encoding, byte[] body) {
        CallOutcome outcome = withoutSecret(encoding, body);
        assertThat(outcome.getKind()).isEqualTo(OutcomeKind.ANSWERED);
        assertThat(outcome.getBody()).isEqualTo(ByteBuffer.wrap(body));
        assertThat(outcome.getHeaders()).containsEntry("content-encoding", List.of(encoding));
    }

    private CallOutcome withoutSecret(String encoding, byte[] body) {
        ResponseHead head = new ResponseHead(200, Map.of("content-encoding", List.of(encoding)), 20);
        return ended(new HttpResult.Answered(10, head, Buffer.buffer(body)));
    }

    @Test
    void placesNameTheCallerItsEgressAndTheInstant() {
        ProducerRecord<byte[], byte[]> record = outcomes.places("east", 2, 9, 42);

        assertThat(record.partition()).isEqualTo(2);
        assertThat(topics.outcomes().read(record.value())).isEqualTo(new Places("c1", "east", 9, 42L));
    }

    private CallOutcome encoded(String encoding, byte[] body) {
        return encoded(encoding, body, OpenedSecret.of(Map.of("token", Secret.of("hunter2"))));
    }

    private CallOutcome encoded(String encoding, byte[] body, OpenedSecret secret) {
        ResponseHead head = new ResponseHead(
                200,
                Map.of("content-encoding", List.of(encoding), "content-length", List.of("9"), "x-a", List.of("1")),
                20);
        HttpResult result = new HttpResult.Answered(10, head, Buffer.buffer(body));
        return (CallOutcome)
                topics.outcomes().read(outcomes.ended(CALL, result, secret, 42).value());
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private CallOutcome ended(HttpResult result) {
        return (CallOutcome) topics.outcomes()
                .read(outcomes.ended(CALL, result, OpenedSecret.none(), 42).value());
    }
}
