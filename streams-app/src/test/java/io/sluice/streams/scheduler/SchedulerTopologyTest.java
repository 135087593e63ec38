package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Settings;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.OutcomeKind;
import io.sluice.schemas.Places;
import io.sluice.schemas.Result;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scheduler from record to record, on virtual time. */
class SchedulerTopologyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Topics topics = Topics.json("sluice.");
    private TopologyTestDriver driver;
    private TestInputTopic<String, byte[]> requests;
    private TestOutputTopic<String, byte[]> calls;
    private TestOutputTopic<String, byte[]> responses;
    private TestOutputTopic<String, byte[]> waits;

    @BeforeEach
    void start(@TempDir Path state) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        driver = new TopologyTestDriver(
                SchedulerTopology.build(new SchedulerConfig(topics, 1, Settings.DEFAULT)), properties, START);
        requests = in(topics.requests());
        calls = out(topics.calls());
        responses = out(topics.responses());
        waits = out(topics.retriesBudget());
        write(topics.providers(), "api", """
                {"provider":"api","baseUrl":"http://127.0.0.1:1",
                 "limits":[{"name":"acc","scope":["account"],"quota":2,"per":"3s","window":"first-call"}]}""");
        write(topics.credentials(), "api:alice", """
                {"id":"alice","provider":"api","secret":{"token":{"env":"X"}}}""");
        outcome(new Places("caller", "default", 100, now()));
        tick(10);
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void aRequestBecomesACallAndItsOutcomeTheResponse() {
        request("a");
        ApiCall call = call();
        assertThat(call.getUrl()).isEqualTo("http://127.0.0.1:1/items/a");
        assertThat(call.getCredential()).isEqualTo("alice");
        answered(call, 200);
        ApiResponse response = response();
        assertThat(response.getResult()).isEqualTo(Result.OK);
        assertThat(response.getRequestId()).isEqualTo("a");
        assertThat(response.getAccount()).isEqualTo("alice");
        assertThat(response.getCalls()).hasSize(1);
    }

    @Test
    void aRequestBeyondTheBudgetIsParkedAndCalledWhenTheWindowTurns() {
        request("a");
        request("b");
        request("c");
        ApiCall first = call();
        ApiCall second = call();
        assertThat(calls.isEmpty()).isTrue();
        assertThat(waiting()).containsExactly("c");
        answered(first, 200);
        answered(second, 200);
        tick(2_700);
        assertThat(calls.isEmpty()).isTrue();
        tick(200);
        ApiCall third = call();
        assertThat(third.getRequestId()).isEqualTo("c");
        assertThat(third.getNotBefore()).isEqualTo(first.getNotBefore() + 5 + 3_000);
        assertThat(waiting()).containsExactly("c over");
    }

    @Test
    void aRepeatedIdMakesNoCallAndGetsTheStoredAnswer() {
        request("a");
        request("a");
        answered(call(), 200);
        assertThat(response().getDuplicate()).isFalse();
        request("a");
        assertThat(response().getDuplicate()).isTrue();
        assertThat(calls.isEmpty()).isTrue();
    }

    @Test
    void anIdWithOtherContentIsRejected() {
        request("a");
        write(topics.requests(), "api", "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/other\"}");
        ApiResponse response = response();
        assertThat(response.getResult()).isEqualTo(Result.REJECTED);
        assertThat(response.getReasonCode()).isEqualTo("id-reused");
    }

    @Test
    void aRequestForAnUnknownProviderIsRejectedAfterFiveSeconds() {
        write(topics.requests(), "nope", "{\"id\":\"a\",\"provider\":\"nope\",\"path\":\"/\"}");
        tick(4_900);
        assertThat(responses.isEmpty()).isTrue();
        tick(200);
        assertThat(response().getReasonCode()).isEqualTo("unknown-provider");
    }

    @Test
    void whatIsNoRequestGoesToTheDeadLettersAsItWas() {
        TestOutputTopic<String, byte[]> dead = driver.createOutputTopic(
                topics.deadLetters().name(), new StringDeserializer(), new ByteArrayDeserializer());
        requests.pipeInput("k", "garbage".getBytes(StandardCharsets.UTF_8));
        TestRecord<String, byte[]> letter = dead.readRecord();
        assertThat(letter.key()).isEqualTo("k");
        assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("garbage");
        Header error = letter.headers().lastHeader("sluice-error");
        assertThat(new String(error.value(), StandardCharsets.UTF_8)).contains("not JSON");
        request("a");
        assertThat(call().getRequestId()).isEqualTo("a");
    }

    @Test
    void aCredentialWithAClearValueIsRefusedAndItsBodyIsKeptNowhere() {
        TestOutputTopic<String, byte[]> dead = driver.createOutputTopic(
                topics.deadLetters().name(), new StringDeserializer(), new ByteArrayDeserializer());
        write(topics.credentials(), "api:bob", """
                {"id":"bob","provider":"api","secret":{"token":{"value":"hunter2"}}}""");
        TestRecord<String, byte[]> letter = dead.readRecord();
        assertThat(letter.value()).isNull();
        String headers = letter.headers().toString()
                + new String(letter.headers().lastHeader("sluice-error").value(), StandardCharsets.UTF_8);
        assertThat(headers).doesNotContain("hunter2");
    }

    @Test
    void aPostWhoseOutcomeDoesNotComeIsUnknown() {
        write(topics.requests(), "api", "{\"id\":\"a\",\"provider\":\"api\",\"method\":\"POST\",\"path\":\"/x\"}");
        call();
        tick(30_000);
        assertThat(responses.isEmpty()).isTrue();
        tick(10_000);
        assertThat(response().getResult()).isEqualTo(Result.UNKNOWN_OUTCOME);
    }

    @Test
    void headersOfTheRequestsRecordComeBackOnItsResponse() {
        TestRecord<String, byte[]> record = new TestRecord<>("api", json("a"));
        record.headers().add("traceparent", "00-1".getBytes(StandardCharsets.UTF_8));
        requests.pipeInput(record);
        answered(call(), 404);
        TestRecord<String, byte[]> response = responses.readRecord();
        assertThat(new String(response.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8))
                .isEqualTo("00-1");
        assertThat(topics.responses().read(response.value()).getResult()).isEqualTo(Result.HTTP_ERROR);
    }

    private void request(String id) {
        requests.pipeInput("api", json(id));
    }

    private static byte[] json(String id) {
        return ("{\"id\":\"" + id + "\",\"provider\":\"api\",\"path\":\"/items/" + id + "\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private ApiCall call() {
        return topics.calls().read(calls.readValue());
    }

    private ApiResponse response() {
        return topics.responses().read(responses.readValue());
    }

    private List<String> waiting() {
        return waits.readRecordsToList().stream()
                .filter(record -> !record.key().startsWith("~"))
                .map(record -> record.key() + (record.value() == null ? " over" : ""))
                .collect(Collectors.toList());
    }

    private void answered(ApiCall call, int status) {
        outcome(CallOutcome.newBuilder()
                .setCallId(call.getCallId())
                .setRequestId(call.getRequestId())
                .setProvider(call.getProvider())
                .setEndpoint(call.getEndpoint())
                .setCredential(call.getCredential())
                .setEgress(call.getEgress())
                .setKind(OutcomeKind.ANSWERED)
                .setStatus(status)
                .setHeaders(Map.of("content-type", List.of("application/json")))
                .setBody(ByteBuffer.wrap("{}".getBytes(StandardCharsets.UTF_8)))
                .setSentAt(call.getNotBefore())
                .setAnsweredAt(call.getNotBefore() + 5)
                .build());
    }

    private void outcome(SpecificRecord record) {
        byte[] value = topics.outcomes().serde().serializer().serialize("", record);
        in(topics.outcomes()).pipeInput("k", value);
    }

    /** Time passes, second by second, and the caller repeats its announcement. */
    private void tick(long millis) {
        for (long left = millis; left > 0; left -= 100) {
            driver.advanceWallClockTime(Duration.ofMillis(Math.min(100, left)));
            outcome(new Places("caller", "default", 100, now()));
        }
    }

    private long now() {
        return START.toEpochMilli();
    }

    private void write(Topic<?> topic, String key, String json) {
        in(topic).pipeInput(key, json.getBytes(StandardCharsets.UTF_8));
    }

    private TestInputTopic<String, byte[]> in(Topic<?> topic) {
        return driver.createInputTopic(topic.name(), new StringSerializer(), new ByteArraySerializer());
    }

    private TestOutputTopic<String, byte[]> out(Topic<?> topic) {
        return driver.createOutputTopic(topic.name(), new StringDeserializer(), new ByteArrayDeserializer());
    }
}
