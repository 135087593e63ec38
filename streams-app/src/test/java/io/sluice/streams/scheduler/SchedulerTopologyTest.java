package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.HoldState;
import io.sluice.schemas.Result;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** The scheduler from record to record, on virtual time. */
class SchedulerTopologyTest extends WithRig {
    @Override
    int partitions() {
        return 1;
    }

    @Test
    void aRequestBecomesACallAndItsOutcomeTheResponse() {
        rig.request("a");
        ApiCall call = rig.call();
        assertThat(call.getUrl()).isEqualTo("http://127.0.0.1:1/items/a");
        assertThat(call.getCredential()).isEqualTo("alice");
        rig.answered(call, 200);
        ApiResponse response = rig.response();
        assertThat(response.getResult()).isEqualTo(Result.OK);
        assertThat(response.getRequestId()).isEqualTo("a");
        assertThat(response.getAccount()).isEqualTo("alice");
        assertThat(response.getCalls()).hasSize(1);
    }

    @Test
    void aRequestBeyondTheBudgetIsParkedAndCalledWhenTheWindowTurns() {
        rig.request("a");
        rig.request("b");
        rig.request("c");
        ApiCall first = rig.call();
        ApiCall second = rig.call();
        assertThat(rig.calls.isEmpty()).isTrue();
        assertThat(rig.waiting()).containsExactly("c");
        rig.answered(first, 200);
        rig.answered(second, 200);
        rig.tick(2_700);
        assertThat(rig.calls.isEmpty()).isTrue();
        rig.tick(200);
        ApiCall third = rig.call();
        assertThat(third.getRequestId()).isEqualTo("c");
        assertThat(third.getNotBefore()).isEqualTo(first.getNotBefore() + 5 + 3_000);
        assertThat(rig.waiting()).containsExactly("c over");
    }

    @Test
    void aRepeatedIdMakesNoCallAndGetsTheStoredAnswer() {
        rig.request("a");
        rig.request("a");
        rig.answered(rig.call(), 200);
        assertThat(rig.response().getDuplicate()).isFalse();
        rig.request("a");
        assertThat(rig.response().getDuplicate()).isTrue();
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @Test
    void anIdWithOtherContentIsRejected() {
        rig.request("a");
        rig.write(rig.topics.requests(), "api", "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/other\"}");
        ApiResponse response = rig.response();
        assertThat(response.getResult()).isEqualTo(Result.REJECTED);
        assertThat(response.getReasonCode()).isEqualTo("id-reused");
    }

    @Test
    void aRequestForAnUnknownProviderIsRejectedAfterFiveSeconds() {
        rig.write(rig.topics.requests(), "nope", "{\"id\":\"a\",\"provider\":\"nope\",\"path\":\"/\"}");
        rig.tick(4_900);
        assertThat(rig.responses.isEmpty()).isTrue();
        rig.tick(200);
        assertThat(rig.response().getReasonCode()).isEqualTo("unknown-provider");
    }

    @Test
    void whatIsNoRequestGoesToTheDeadLettersAsItWas() {
        TestOutputTopic<String, byte[]> dead = rig.out(rig.topics.deadLetters());
        rig.requests.pipeInput("k", "garbage".getBytes(StandardCharsets.UTF_8));
        TestRecord<String, byte[]> letter = dead.readRecord();
        assertThat(letter.key()).isEqualTo("k");
        assertThat(new String(letter.value(), StandardCharsets.UTF_8)).isEqualTo("garbage");
        Header error = letter.headers().lastHeader("sluice-error");
        assertThat(new String(error.value(), StandardCharsets.UTF_8)).contains("not JSON");
        rig.request("a");
        assertThat(rig.call().getRequestId()).isEqualTo("a");
    }

    @Test
    void aCredentialWithAClearValueIsRefusedAndItsBodyIsKeptNowhere() {
        TestOutputTopic<String, byte[]> dead = rig.out(rig.topics.deadLetters());
        rig.write(rig.topics.credentials(), "api:bob", """
                {"id":"bob","provider":"api","secret":{"token":{"value":"hunter2"}}}""");
        TestRecord<String, byte[]> letter = dead.readRecord();
        assertThat(letter.value()).isNull();
        String headers = letter.headers().toString()
                + new String(letter.headers().lastHeader("sluice-error").value(), StandardCharsets.UTF_8);
        assertThat(headers).doesNotContain("hunter2");
    }

    @Test
    void aPostWhoseOutcomeDoesNotComeIsUnknown() {
        rig.write(
                rig.topics.requests(),
                "api",
                "{\"id\":\"a\",\"provider\":\"api\",\"method\":\"POST\",\"path\":\"/x\"}");
        rig.call();
        rig.tick(30_000);
        assertThat(rig.responses.isEmpty()).isTrue();
        rig.tick(10_000);
        assertThat(rig.response().getResult()).isEqualTo(Result.UNKNOWN_OUTCOME);
    }

    @Test
    void headersOfTheRequestsRecordComeBackOnItsResponse() {
        TestRecord<String, byte[]> record = new TestRecord<>("api", SchedulerRig.json("a"));
        record.headers().add("traceparent", "00-1".getBytes(StandardCharsets.UTF_8));
        rig.requests.pipeInput(record);
        rig.answered(rig.call(), 404);
        TestRecord<String, byte[]> response = rig.responses.readRecord();
        assertThat(new String(response.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8))
                .isEqualTo("00-1");
        assertThat(rig.topics.responses().read(response.value()).getResult()).isEqualTo(Result.HTTP_ERROR);
    }

    @Test
    void credentialsOfAnAccountWhoseLimitRefusedAreThrottled() {
        rig.write(rig.topics.providers(), "api", """
                {"provider":"api","baseUrl":"http://127.0.0.1:1",
                 "limits":[{"name":"acc","scope":["account"],"quota":2,"per":"3s","window":"first-call"}],
                 "answers":[{"when":{"status":429},"then":"throttled","limit":"acc"}]}""");
        rig.request("a");
        rig.answered(rig.call(), 429);
        TestOutputTopic<String, byte[]> states = rig.out(rig.topics.credentialState());
        states.readValuesToList();
        rig.tick(500);
        CredentialState state = rig.topics.credentialState().read(states.readValue());
        assertThat(state.getHolds()).extracting(HoldState::getScope).containsExactly("account=alice");
        assertThat(state.getStatus()).isEqualTo("throttled");
    }
}
