package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.Result;
import io.sluice.schemas.serde.JsonRecords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of records that come in, wherever they lie and whatever they hold. */
class IntakeTest extends WithRig {
    /** Of two partitions, the other one owns this. */
    private static final String ELSEWHERE = "elsewhere";

    @BeforeEach
    void prepare() {
        assertThat(Partitions.of("api", 2)).isZero();
        assertThat(Partitions.of(ELSEWHERE, 2)).isOne();
    }

    @Test
    void aRecordThatLiesInTheWrongPartitionIsForwardedAsItIsWithItsOrigin() {
        TestOutputTopic<String, byte[]> forwarded = rig.out(rig.topics.forwarded());
        byte[] value = "{\"id\":\"a\",\"provider\":\"elsewhere\",\"path\":\"/\"}".getBytes(StandardCharsets.UTF_8);
        TestRecord<String, byte[]> record = new TestRecord<>("any key", value);
        record.headers().add("traceparent", "00-1".getBytes(StandardCharsets.UTF_8));
        rig.requests.pipeInput(record);
        TestRecord<String, byte[]> sent = forwarded.readRecord();
        assertThat(sent.key()).isEqualTo("any key");
        assertThat(sent.value()).isEqualTo(value);
        assertThat(sent.headers().lastHeader("traceparent")).isNotNull();
        assertThat(rig.responses.isEmpty()).isTrue();
    }

    @Test
    void aCredentialOfAnotherAccountThanTheOneThatIsNamedIsNone() {
        rig.write(rig.topics.providers(), "api", """
                {"provider":"api","baseUrl":"http://127.0.0.1:1","emptyPool":{"rejectAfter":"1s"}}""");
        rig.write(rig.topics.credentials(), "api:work", """
                {"id":"work","provider":"api","account":"bob","secret":{"token":{"env":"X"}}}""");
        String named = "{\"id\":\"%s\",\"provider\":\"api\",\"path\":\"/\",\"account\":\"%s\",\"credential\":\"work\"}";
        rig.write(rig.topics.requests(), "api", named.formatted("a", "bob"));
        rig.write(rig.topics.requests(), "api", named.formatted("b", "alice"));
        rig.tick(1_500);
        assertThat(rig.allCalls()).extracting(ApiCall::getRequestId).containsExactly("a");
        ApiResponse refused = rig.response();
        assertThat(refused.getRequestId()).isEqualTo("b");
        assertThat(refused.getReasonCode()).isEqualTo("no-credential");
        assertThat(refused.getReason()).endsWith("credential work of account alice");
    }

    @Test
    void aForwardedRequestIsTakenAndItsResponseNamesThePlaceWhereItWasFound() {
        TestOutputTopic<String, byte[]> forwarded = rig.out(rig.topics.forwarded());
        rig.write(rig.topics.requests(), "k", "{\"provider\":\"elsewhere\",\"path\":\"/\"}");
        TestRecord<String, byte[]> sent = forwarded.readRecord();
        TestRecord<String, byte[]> here = new TestRecord<>(
                "k", "{\"provider\":\"api\",\"path\":\"/\"}".getBytes(StandardCharsets.UTF_8), sent.headers());
        rig.in(rig.topics.forwarded()).pipeInput(here);
        rig.answered(rig.call(), 200);
        assertThat(rig.response().getRequestId()).isEqualTo("sluice.requests-0-0");
    }

    @Test
    void aRequestWithoutIdIsNotTakenForOneInFlightThatLayAtItsPlaceBeforeTheTopicWasMadeAgain() {
        laysAtTheSamePlace("/first", 1);
        laysAtTheSamePlace("/second", 2);
        assertThat(rig.allCalls())
                .extracting(ApiCall::getRequestId)
                .containsExactly("sluice.requests-0-7", "sluice.requests-0-7-2");
    }

    @Test
    void aRequestWithoutIdIsNotTakenForOneThatWaitsAndLayAtItsPlaceBeforeTheTopicWasMadeAgain() {
        List.of("a", "b").forEach(rig::request);
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        rig.responses.readRecordsToList();
        laysAtTheSamePlace("/first", 1);
        laysAtTheSamePlace("/second", 2);
        for (String path : List.of("/first", "/second")) {
            ApiCall call = rig.nextCall();
            assertThat(call.getUrl()).endsWith(path);
            rig.answered(call, 200);
        }
        assertThat(List.of(rig.response(), rig.response()))
                .extracting(ApiResponse::getRequestId)
                .containsExactly("sluice.requests-0-7", "sluice.requests-0-7-2");
    }

    @Test
    void aForwardedRecordIsNeverForwardedAgain() {
        TestOutputTopic<String, byte[]> forwarded = rig.out(rig.topics.forwarded());
        rig.write(rig.topics.forwarded(), "k", "{\"id\":\"a\",\"provider\":\"elsewhere\",\"path\":\"/\"}");
        assertThat(forwarded.isEmpty()).isTrue();
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @Test
    void anOversizedRecordIsRejectedAndTheNextOneGoesOn() {
        rig.write(
                rig.topics.requests(),
                "api",
                "{\"id\":\"big\",\"provider\":\"api\",\"path\":\"/\",\"body\":\"" + "x".repeat(513 * 1024) + "\"}");
        ApiResponse response = rig.response();
        assertThat(response.getRequestId()).isEqualTo("big");
        assertThat(response.getResult()).isEqualTo(Result.REJECTED);
        assertThat(response.getReasonCode()).isEqualTo("too-large");
        rig.request("a");
        assertThat(rig.call().getRequestId()).isEqualTo("a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\",\"colour\":1} | unknown-field | colour",
                "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\",\"contextIsJson\":true} | unknown-field | contextIsJson",
                "{\"id\":\"a\",\"provider\":\"api\",\"path\":7} | bad-request | path",
                "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/a/../b\"} | bad-request | path",
                "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/%zz\"} | bad-request | path",
                "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\",\"bodyBase64\":\"?\"} | bad-request | bodyBase64",
                "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\",\"method\":\"TRACE\"} | bad-request | method",
                "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\",\"client\":\"\\ud83d\"} | bad-request | client",
                "{\"id\":\"a\",\"provider\":\"no/name\",\"path\":\"/\"} | bad-request | provider",
                "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\",\"headers\":{\"Cookie\":[\"x\"]}} | bad-request | Cookie"
            })
    void aRequestThatCannotBeServedGetsOneResponseThatSaysWhy(String record, String code, String named) {
        rig.write(rig.topics.requests(), "api", record);
        ApiResponse response = rig.response();
        assertThat(response.getResult()).isEqualTo(Result.REJECTED);
        assertThat(response.getReasonCode()).isEqualTo(code);
        assertThat(response.getReason()).contains(named);
        assertThat(rig.responses.isEmpty()).isTrue();
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abc\"", "\"17\"", "17", "{\"a\":[1,null]}", "null"})
    void aContextComesBackAsItWasGiven(String context) {
        rig.write(
                rig.topics.requests(),
                "api",
                "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\",\"context\":" + context + "}");
        rig.answered(rig.call(), 200);
        assertThat(JsonRecords.tree(rig.responses.readValue()).get("context")).hasToString(context);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"json\":{\"id\":\"inner\"},\"list\":[{\"id\":\"inner\"}],\"id\":\"a\",\"provider\":\"api\",\"path\":7}",
                "{\"id\":\"a\",\"provider\":\"api\",\"body\":\"\\\"id\\\":\\\"inner\\\"\",\"path\":}",
                "{\"id\":\"a\",\"provider\":\"no name\",\"path\":\"/\"}",
                "{\"id\":\"a\",\"path\":\"/\"}",
                "{\"id\":\"a\",\"provider\":7,\"path\":\"/\"}"
            })
    void aRecordThatIsNoRequestIsADeadLetterAndAnsweredUnderItsOwnId(String record) {
        TestOutputTopic<String, byte[]> dead = rig.out(rig.topics.deadLetters());
        rig.write(rig.topics.requests(), "api", record);
        assertThat(rig.response().getRequestId()).isEqualTo("a");
        assertThat(rig.responses.isEmpty()).isTrue();
        assertThat(dead.readRecord().value()).asString().isEqualTo(record);
    }

    @Test
    void anIdThatTheRetryTopicsUseThemselvesIsRefusedBeforeItWaitsForItsProvider() {
        rig.write(
                rig.topics.requests(),
                "k",
                "{\"id\":\"\\u0001barrier\",\"provider\":\"" + neighbour() + "\",\"path\":\"/\"}");
        assertThat(rig.response().getReasonCode()).isEqualTo("bad-request");
        assertThat(rig.waiting()).isEmpty();
    }

    @Test
    void aRecordWhoseOnlyIdLiesDeeperIsADeadLetterAlone() {
        TestOutputTopic<String, byte[]> dead = rig.out(rig.topics.deadLetters());
        rig.write(rig.topics.requests(), "api", "{\"json\":{\"id\":\"inner\"},\"provider\":\"api\",\"path\":7}");
        assertThat(dead.isEmpty()).isFalse();
        assertThat(rig.responses.isEmpty()).isTrue();
    }

    @Test
    void aPathGoesOnTheWirePercentEncoded() {
        rig.write(rig.topics.requests(), "api", "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/caf\u00e9 {x}?q=|\"}");
        assertThat(rig.call().getUrl()).isEqualTo("http://127.0.0.1:1/caf%C3%A9%20%7Bx%7D?q=%7C");
    }

    @Test
    void aRequestForACredentialThatNobodyKnowsWaitsUntilItComes() {
        rig.write(
                rig.topics.requests(),
                "api",
                "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\",\"credential\":\"zoe\"}");
        rig.tick(3_000);
        assertThat(rig.calls.isEmpty()).isTrue();
        assertThat(rig.responses.isEmpty()).isTrue();
        rig.write(
                rig.topics.credentials(),
                "api:zoe",
                "{\"id\":\"zoe\",\"provider\":\"api\",\"secret\":{\"token\":{\"env\":\"X\"}}}");
        assertThat(rig.call().getCredential()).isEqualTo("zoe");
    }

    @Test
    void aCancelledRequestThatWaitsIsAnsweredAndOneInFlightIsNot() {
        rig.request("a");
        rig.request("b");
        rig.request("c");
        rig.write(rig.topics.cancellations(), "api", "{\"provider\":\"api\",\"requestId\":\"a\"}");
        rig.write(rig.topics.cancellations(), "api", "{\"provider\":\"api\",\"requestId\":\"c\"}");
        ApiResponse response = rig.response();
        assertThat(response.getRequestId()).isEqualTo("c");
        assertThat(response.getResult()).isEqualTo(Result.CANCELLED);
        assertThat(rig.responses.isEmpty()).isTrue();
        assertThat(rig.waiting()).containsExactly("c", "c over");
    }

    @Test
    void aCancellationIsForTheRequestsOfItsOwnProvider() {
        List.of("a", "b", "c").forEach(rig::request);
        rig.write(rig.topics.cancellations(), "k", "{\"provider\":\"" + neighbour() + "\",\"requestId\":\"c\"}");
        assertThat(rig.responses.isEmpty()).isTrue();
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        rig.tick(3_200);
        assertThat(rig.call().getRequestId()).isEqualTo("c");
    }

    @Test
    void aCancelledBatchIsAnsweredAsFarAsItWaits() {
        for (String id : new String[] {"a", "b", "c", "d"}) {
            rig.write(
                    rig.topics.requests(),
                    "api",
                    "{\"id\":\"" + id + "\",\"provider\":\"api\",\"path\":\"/\",\"batch\":\"nightly\"}");
        }
        rig.request("e");
        rig.write(rig.topics.cancellations(), "api", "{\"provider\":\"api\",\"batch\":\"nightly\"}");
        assertThat(List.of(rig.response(), rig.response()))
                .allSatisfy(response -> assertThat(response.getResult()).isEqualTo(Result.CANCELLED))
                .extracting(ApiResponse::getRequestId)
                .containsExactlyInAnyOrder("c", "d");
        assertThat(rig.responses.isEmpty()).isTrue();
    }

    private void laysAtTheSamePlace(String path, long writtenAt) {
        TestRecord<String, byte[]> record = new TestRecord<>(
                "k", ("{\"provider\":\"api\",\"path\":\"" + path + "\"}").getBytes(StandardCharsets.UTF_8));
        record.headers()
                .add("sluice-origin", ("0 7 " + writtenAt + " sluice.requests").getBytes(StandardCharsets.UTF_8));
        rig.in(rig.topics.forwarded()).pipeInput(record);
    }

    /** Another provider of the same partition, which is unknown. */
    private static String neighbour() {
        return Stream.of("p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7")
                .filter(name -> Partitions.of(name, 2) == 0)
                .findFirst()
                .orElseThrow();
    }
}
