package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.serde.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records so large that what is written for them would be refused, and their partition would stand still for good. */
class GiantsTest extends WithRig {
    private static final int MIB = 1024 * 1024;
    private static final byte[] NO_REQUEST = "{".getBytes(StandardCharsets.UTF_8);

    private TestOutputTopic<String, byte[]> dead;

    @BeforeEach
    void prepare() {
        dead = rig.out(rig.topics.deadLetters());
    }

    @ParameterizedTest
    @ValueSource(ints = {20 * MIB, 16 * MIB - 500})
    void aRequestWithAGiantHeaderIsRejectedWithoutHeaders(int size) {
        TestRecord<String, byte[]> record = new TestRecord<>("api", SchedulerRig.json("a"));
        record.headers().add("large", new byte[size]);
        rig.requests.pipeInput(record);
        TestRecord<String, byte[]> answer = rig.responses.readRecord();
        assertThat(rig.topics.responses().read(answer.value()).getReasonCode()).isEqualTo("too-large");
        assertFits(answer);
    }

    @Test
    void aRequestWithAGiantBodyIsRejectedWithItsHeaders() {
        TestRecord<String, byte[]> record =
                new TestRecord<>("api", with("body", "x".repeat(MIB), "\"context\":\"mine\""));
        record.headers().add("kafka_correlationId", new byte[] {1});
        rig.requests.pipeInput(record);
        TestRecord<String, byte[]> answer = rig.responses.readRecord();
        assertThat(answer.headers().lastHeader("kafka_correlationId")).isNotNull();
        assertThat(rig.topics.responses().read(answer.value()).getContext()).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"context", "batch", "client", "account", "credential"})
    void aRequestWithAGiantWordIsRejectedWithNoMoreOfItThanIsAllowed(String field) {
        rig.requests.pipeInput("api", with(field, "x".repeat(17 * MIB), "\"method\":\"GET\""));
        TestRecord<String, byte[]> answer = rig.responses.readRecord();
        ApiResponse response = rig.topics.responses().read(answer.value());
        assertThat(response.getRequestId()).isEqualTo("a");
        assertThat(response.getReasonCode()).isEqualTo("too-large");
        assertThat(answer.value().length).isLessThan(8 * 1024);
    }

    @Test
    void aRequestWithAGiantIdIsRejectedUnderItsBeginning() {
        rig.requests.pipeInput("api", SchedulerRig.json("i".repeat(17 * MIB)));
        TestRecord<String, byte[]> answer = rig.responses.readRecord();
        assertThat(answer.key()).startsWith("iii").hasSizeLessThanOrEqualTo(200);
        assertThat(rig.topics.responses().read(answer.value()).getReasonCode()).isEqualTo("too-large");
    }

    @Test
    void aGiantRequestInTheWrongPartitionIsRejectedThere() {
        TestOutputTopic<String, byte[]> forwarded = rig.out(rig.topics.forwarded());
        TestRecord<String, byte[]> record = new TestRecord<>(
                "k", "{\"id\":\"a\",\"provider\":\"elsewhere\",\"path\":\"/\"}".getBytes(StandardCharsets.UTF_8));
        record.headers().add("large", new byte[20 * MIB]);
        rig.requests.pipeInput(record);
        assertThat(rig.response().getReasonCode()).isEqualTo("too-large");
        assertThat(forwarded.isEmpty()).isTrue();
    }

    @Test
    void aDeadLetterThatIsTooLargeLeavesOutKeyAndHeadersAndSaysSo() {
        TestRecord<String, byte[]> record = new TestRecord<>("k".repeat(17 * MIB), NO_REQUEST);
        record.headers().add("large", new byte[17 * MIB]);
        rig.requests.pipeInput(record);
        TestRecord<String, byte[]> letter = dead.readRecord();
        assertFits(letter);
        assertThat(letter.key()).isNull();
        assertThat(letter.value()).isEqualTo(NO_REQUEST);
        assertThat(text(letter, "sluice-cut")).contains("headers", "key of " + 17 * MIB);
        assertThat(text(letter, "sluice-error")).contains("JSON");
    }

    @Test
    void headersOfNoLengthCountForWhatTheyTakeWhenTheyAreWritten() {
        TestRecord<String, byte[]> record = new TestRecord<>("k", NO_REQUEST);
        for (int i = 0; i < 6 * MIB; i++) {
            record.headers().add("h", null);
        }
        rig.requests.pipeInput(record);
        assertFits(dead.readRecord());
    }

    @ParameterizedTest
    @CsvSource({"api, false", "elsewhere, false", "api, true", "elsewhere, true"})
    void aGiantRecordOfAnyOtherTopicIsADeadLetterAlone(String provider, boolean isCredential) {
        TestOutputTopic<String, byte[]> forwarded = rig.out(rig.topics.forwarded());
        Topic<?> topic = isCredential ? rig.topics.credentials() : rig.topics.cancellations();
        String value = isCredential
                ? "{\"id\":\"bob\",\"provider\":\"" + provider + "\",\"secret\":{\"token\":{\"env\":\"X\"}}}"
                : "{\"provider\":\"" + provider + "\",\"requestId\":\"a\"}";
        TestRecord<String, byte[]> record = new TestRecord<>("k", value.getBytes(StandardCharsets.UTF_8));
        record.headers().add("large", new byte[20 * MIB]);
        rig.in(topic).pipeInput(record);
        TestRecord<String, byte[]> letter = dead.readRecord();
        assertFits(letter);
        assertThat(letter.value() == null).as("no body of a credential").isEqualTo(isCredential);
        assertThat(forwarded.isEmpty()).isTrue();
    }

    @Test
    void anErrorThatQuotesAGiantIsCut() {
        String giant = "p".repeat(9 * MIB);
        rig.write(rig.topics.cancellations(), "k", "{\"provider\":\"" + giant + "\",\"requestId\":\"a\"}");
        assertFits(dead.readRecord());
    }

    @Test
    void theStateOfACredentialFitsHoweverManyBudgetsItHas() {
        rig.write(rig.topics.providers(), "api", """
                {"provider":"api","baseUrl":"http://127.0.0.1:1",
                 "limits":[{"name":"all","scope":["account"],"quota":1000,"per":"1h","window":"first-call"},
                           {"name":"chat","scope":["account","param:chat"],"quota":5,"per":"1h","window":"first-call"}]}""");
        TestOutputTopic<String, byte[]> states = rig.out(rig.topics.credentialState());
        for (int i = 0; i < 100; i++) {
            String chat = i % 2 == 0 ? "c" + i : i + "x".repeat(400_000);
            rig.write(
                    rig.topics.requests(),
                    "api",
                    "{\"id\":\"" + i
                            + "\",\"provider\":\"api\",\"path\":\"/\",\"method\":\"POST\",\"json\":{\"chat\":\"" + chat
                            + "\"}}");
            rig.answered(rig.call(), 200);
        }
        rig.tick(1_000);
        List<TestRecord<String, byte[]>> shown = states.readRecordsToList();
        shown.forEach(GiantsTest::assertFits);
        CredentialState last =
                rig.topics.credentialState().read(shown.get(shown.size() - 1).value());
        assertThat(last.getBudgets()).hasSize(51);
        assertThat(last.getBudgets().get(0).getUsed()).isEqualTo(100);
    }

    private static byte[] with(String field, String value, String more) {
        return ("{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\",\"" + field + "\":\"" + value + "\"," + more + "}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** As a producer sees it before it sends. */
    private static void assertFits(TestRecord<String, byte[]> record) {
        byte[] key = record.key() == null ? null : record.key().getBytes(StandardCharsets.UTF_8);
        assertThat(AbstractRecords.estimateSizeInBytesUpperBound(
                        RecordBatch.CURRENT_MAGIC_VALUE,
                        CompressionType.NONE,
                        key,
                        record.value(),
                        record.headers().toArray()))
                .isLessThan(Topic.MAX_MESSAGE_BYTES);
    }

    private static String text(TestRecord<String, byte[]> record, String header) {
        return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }
}
