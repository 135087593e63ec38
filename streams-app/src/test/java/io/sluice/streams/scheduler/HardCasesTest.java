package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.Alert;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.Places;
import io.sluice.schemas.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** What a scheduler does when it begins anew, when records race, and when they are made to confuse it. */
class HardCasesTest extends WithRig {
    @Test
    void aTaskThatBeginsAnewOnTheSameObjectsMakesEachCallOnce() throws Exception {
        List.of("a", "b", "c", "d").forEach(rig::request);
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        rig.beginAnew();
        rig.tick(3_200);
        assertThat(rig.allCalls()).extracting(ApiCall::getCallId).containsExactly("c#1", "d#1");
    }

    @Test
    void aCallInFlightWhenATaskBeginsAnewIsAnsweredOnce() throws Exception {
        rig.request("a");
        ApiCall call = rig.call();
        rig.beginAnew();
        rig.answered(call, 200);
        rig.answered(call, 200);
        assertThat(rig.response().getResult()).isEqualTo(Result.OK);
        assertThat(rig.responses.isEmpty()).isTrue();
        rig.request("a");
        assertThat(rig.response().getDuplicate()).isTrue();
    }

    @Test
    void anIdThatWasAnsweredIsKnownToATaskThatBeginsAnew() throws Exception {
        rig.request("a");
        rig.answered(rig.call(), 200);
        rig.response();
        rig.beginAnew();
        rig.request("a");
        assertThat(rig.response().getDuplicate()).isTrue();
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @Test
    void aRequestMayBeNamedLikeNothingThatTheSchedulerWritesItself() throws Exception {
        List.of("a", "b").forEach(rig::request);
        rig.request("~barrier");
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        rig.beginAnew();
        rig.tick(3_200);
        assertThat(rig.call().getRequestId()).isEqualTo("~barrier");
    }

    @Test
    void anIdThatLooksLikeThePlaceOfARecordIsRejected() {
        rig.request("sluice.requests-0-3");
        ApiResponse response = rig.response();
        assertThat(response.getReasonCode()).isEqualTo("bad-request");
        assertThat(response.getReason()).contains("'id'");
    }

    @Test
    void aWithdrawnProviderIsUnknownUntilItsFileComesAgain() throws Exception {
        List.of("a", "b", "c").forEach(rig::request);
        List<ApiCall> calls = rig.allCalls();
        rig.in(rig.topics.providers()).pipeInput("api", (byte[]) null);
        assertThat(rig.response().getReasonCode()).isEqualTo("unknown-provider");
        rig.beginAnew();
        rig.answered(calls.get(0), 200);
        rig.answered(calls.get(1), 500);
        assertThat(List.of(rig.response(), rig.response()))
                .extracting(ApiResponse::getResult)
                .containsExactly(Result.OK, Result.GAVE_UP);
        rig.request("d");
        rig.tick(5_100);
        assertThat(rig.response().getResult()).isEqualTo(Result.REJECTED);
        rig.in(rig.topics.providers()).pipeInput("api", provider("api", 2));
        rig.request("e");
        rig.tick(3_200);
        assertThat(rig.call().getRequestId()).isEqualTo("e");
    }

    @Test
    void aCredentialThatIsWithdrawnAndAddedAgainIsTrustedAgain() throws Exception {
        rig.request("a");
        rig.answered(rig.call(), 401);
        rig.answered(rig.nextCall(), 401);
        rig.tick(60_000);
        assertThat(rig.calls.isEmpty()).isTrue();
        rig.in(rig.topics.credentials()).pipeInput("api:alice", (byte[]) null);
        rig.beginAnew();
        rig.write(
                rig.topics.credentials(),
                "api:alice",
                "{\"id\":\"alice\",\"provider\":\"api\",\"secret\":{\"token\":{\"env\":\"NEW\"}}}");
        assertThat(rig.call().getRequestId()).isEqualTo("a");
    }

    @Test
    void aWithdrawnCredentialIsShownNoMore() throws Exception {
        TestOutputTopic<String, byte[]> states = rig.out(rig.topics.credentialState());
        rig.request("a");
        ApiCall call = rig.call();
        rig.tick(1_000);
        assertThat(states.readKeyValuesToMap().get("api:alice")).isNotNull();
        rig.in(rig.topics.credentials()).pipeInput("api:alice", (byte[]) null);
        rig.answered(call, 200);
        rig.tick(1_000);
        rig.beginAnew();
        rig.tick(1_000);
        assertThat(states.readKeyValuesToList()).containsExactly(KeyValue.pair("api:alice", null));
        rig.write(
                rig.topics.credentials(),
                "api:alice",
                "{\"id\":\"alice\",\"provider\":\"api\",\"secret\":{\"token\":{\"env\":\"X\"}}}");
        rig.tick(1_000);
        assertThat(states.readKeyValuesToMap().get("api:alice")).isNotNull();
    }

    @Test
    void aCredentialWhoseProviderIsWithdrawnIsStillShown() {
        TestOutputTopic<String, byte[]> states = rig.out(rig.topics.credentialState());
        rig.tick(1_000);
        rig.in(rig.topics.providers()).pipeInput("api", (byte[]) null);
        rig.tick(1_000);
        assertThat(states.readKeyValuesToMap().get("api:alice")).isNotNull();
    }

    @Test
    void callsOfAWithdrawnCredentialCountForItsAppAfterARestart() throws Exception {
        rig.write(rig.topics.providers(), "api", """
                {"provider":"api","baseUrl":"http://127.0.0.1:1","accounts":"any",
                 "limits":[{"name":"app","scope":["app"],"quota":2,"per":"3s","window":"first-call"}]}""");
        rig.write(rig.topics.credentials(), "api:alice", """
                {"id":"alice","provider":"api","app":"sync","secret":{"token":{"env":"X"}}}""");
        List.of("a", "b").forEach(rig::request);
        assertThat(rig.allCalls()).hasSize(2);
        rig.in(rig.topics.credentials()).pipeInput("api:alice", (byte[]) null);
        rig.beginAnew();
        rig.write(rig.topics.credentials(), "api:bob", """
                {"id":"bob","provider":"api","app":"sync","secret":{"token":{"env":"X"}}}""");
        List.of("c", "d").forEach(rig::request);
        rig.tick(1_000);
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @Test
    void noCallStartsAfterItsDeadline() {
        List.of("a", "b").forEach(rig::request);
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        rig.responses.readRecordsToList();
        long opens = rig.now() + 5 + 3_000;
        rig.write(rig.topics.requests(), "api", due("early", opens - 50));
        rig.write(rig.topics.requests(), "api", due("just", opens + 50));
        rig.tick(3_000);
        ApiCall call = rig.call();
        assertThat(call.getRequestId()).isEqualTo("just");
        assertThat(call.getStartBy()).isEqualTo(opens + 50);
        assertThat(rig.response().getResult()).isEqualTo(Result.DEADLINE_PASSED);
    }

    @Test
    void aPostIsNotRepeatedAfterA503() {
        rig.write(
                rig.topics.requests(), "api", "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\",\"method\":\"POST\"}");
        rig.answered(rig.call(), 503);
        assertThat(rig.response().getResult()).isEqualTo(Result.HTTP_ERROR);
        rig.tick(60_000);
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @Test
    void aProvidersRecordIsTakenWhateverItsKey() {
        TestOutputTopic<String, byte[]> forwarded = rig.out(rig.topics.forwarded());
        rig.in(rig.topics.providers()).pipeInput(null, provider("api", 2));
        rig.in(rig.topics.providers()).pipeInput("api", provider("elsewhere", 2));
        TestRecord<String, byte[]> sent = forwarded.readRecord();
        assertThat(sent.value()).isEqualTo(provider("elsewhere", 2));
        assertThat(forwarded.isEmpty()).isTrue();
    }

    @Test
    void aForwardedRecordThatIsNotOursEitherIsADeadLetter() {
        TestOutputTopic<String, byte[]> dead = rig.out(rig.topics.deadLetters());
        rig.write(rig.topics.requests(), "k", "{\"id\":\"a\",\"provider\":\"elsewhere\",\"path\":\"/\"}");
        rig.in(rig.topics.forwarded()).pipeInput(rig.out(rig.topics.forwarded()).readRecord());
        assertThat(error(dead.readRecord())).contains("elsewhere");
    }

    @Test
    void aRecordInTheTopicOfForwardedOnesThatNobodyForwardedIsADeadLetter() {
        TestOutputTopic<String, byte[]> dead = rig.out(rig.topics.deadLetters());
        rig.request("a");
        TestRecord<String, byte[]> record = new TestRecord<>("k", SchedulerRig.json("b"));
        record.headers().add("sluice-origin", "x y z".getBytes(StandardCharsets.UTF_8));
        rig.in(rig.topics.forwarded()).pipeInput(record);
        assertThat(error(dead.readRecord())).contains("forwarded");
    }

    @Test
    void requestsThatWaitAreCalledUnderAReplacedFile() {
        List.of("a", "b", "c").forEach(rig::request);
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        rig.in(rig.topics.providers()).pipeInput("api", provider("api", 9));
        assertThat(rig.call().getRequestId()).isEqualTo("c");
        rig.tick(10_000);
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @Test
    void anAnnouncementFromLongAgoIsNotBelieved() {
        rig.tick(20_000);
        rig.outcome(new Places("dead", "other", 10, rig.now() - 15_000));
        rig.write(
                rig.topics.credentials(),
                "api:bob",
                "{\"id\":\"bob\",\"provider\":\"api\",\"egress\":\"other\",\"secret\":{\"token\":{\"env\":\"X\"}}}");
        rig.write(
                rig.topics.requests(),
                "api",
                "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\",\"credential\":\"bob\"}");
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @Test
    void aCallerWhoseClockIsBehindIsToldOfOnce() {
        TestOutputTopic<String, byte[]> alerts = rig.out(rig.topics.alerts());
        for (int second = 0; second < 20; second++) {
            rig.tick(1_000);
            rig.outcome(new Places("slow", "other", 10, rig.now() - 7_000));
            rig.outcome(new Places("leaves", "other", 0, rig.now() - 7_000));
        }
        Alert alert = rig.topics.alerts().read(alerts.readValue());
        assertThat(alert.getKind()).isEqualTo("caller-clock");
        assertThat(alert.getMessage())
                .isEqualTo("the clock of caller slow is 7 s behind ours; its announcements are not believed");
        assertThat(alerts.isEmpty()).isTrue();
    }

    @Test
    void anAnnouncementThatCameLateTellsNothingOfItsCallersClock() {
        for (int second = 0; second < 20; second++) {
            rig.tick(1_000);
            rig.outcome(new Places("slow", "other", 10, rig.now() - 7_000));
            rig.outcome(new Places("slow", "other", 10, rig.now()));
        }
        assertThat(rig.out(rig.topics.alerts()).isEmpty()).isTrue();
    }

    @Test
    void headersCountWhenARecordIsTooLarge() {
        TestRecord<String, byte[]> record = new TestRecord<>("api", SchedulerRig.json("a"));
        record.headers().add("large", new byte[600 * 1024]);
        rig.requests.pipeInput(record);
        assertThat(rig.response().getReasonCode()).isEqualTo("too-large");
    }

    private static String due(String id, long deadline) {
        return "{\"id\":\"" + id + "\",\"provider\":\"api\",\"path\":\"/\",\"deadline\":" + deadline + "}";
    }

    private static String error(TestRecord<String, byte[]> letter) {
        return new String(letter.headers().lastHeader("sluice-error").value(), StandardCharsets.UTF_8);
    }

    private static byte[] provider(String name, int quota) {
        return ("{\"provider\":\"" + name + "\",\"baseUrl\":\"http://127.0.0.1:1\",\"limits\":[{\"name\":\"acc\","
                        + "\"scope\":[\"account\"],\"quota\":" + quota + ",\"per\":\"3s\",\"window\":\"first-call\"}]}")
                .getBytes(StandardCharsets.UTF_8);
    }
}
