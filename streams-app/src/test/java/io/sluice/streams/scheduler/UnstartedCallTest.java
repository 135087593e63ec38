package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that the caller never started. */
class UnstartedCallTest extends WithRig {
    private static final String BAD = "bad-request: header te is not the request's to say";

    @Test
    void aRequestThatNoCallerCanSendIsRejectedAtOnceWithTheReason() {
        rig.request("a");
        rig.notStarted(rig.call(), BAD);

        ApiResponse response = rig.response();
        assertThat(response.getResult()).isEqualTo(Result.REJECTED);
        assertThat(response.getReasonCode()).isEqualTo("bad-request");
        assertThat(response.getReason()).isEqualTo("it cannot be sent: header te is not the request's to say");
        assertThat(response.getAttempts()).isZero();
        rig.tick(10_000);
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @Test
    void oneThatWasOnlyLateBeforeIsRejectedAsWell() throws ReflectiveOperationException {
        rig.request("a");
        rig.notStarted(rig.call(), "late");
        rig.beginAnew();
        rig.notStarted(rig.call(), BAD);

        ApiResponse response = rig.response();
        assertThat(response.getResult()).isEqualTo(Result.REJECTED);
        assertThat(response.getAttempts()).isZero();
    }

    @Test
    void whatACallerThatEndsGivesBackGoesAgainAtOnceAndNobodyIsToldThatItIsLate() {
        for (String id : List.of("a", "b", "c")) {
            rig.request(id);
            rig.notStarted(rig.call(), "caller-ending");
            ApiCall again = rig.call();
            assertThat(again.getRequestId()).isEqualTo(id);
            rig.answered(again, 200);
            rig.tick(3_100);
        }
        assertThat(rig.out(rig.topics.alerts()).isEmpty()).isTrue();
    }

    /** Nobody else's calls need be as short. */
    @Test
    void aTimeOutThatItsRequestMadeShorterClosesNothing() {
        rig.write(
                rig.topics.requests(),
                "api",
                "{\"id\":\"hasty\",\"provider\":\"api\",\"path\":\"/\",\"timeoutMs\":100}");
        rig.notSent(rig.call(), "timed-out");
        rig.request("b");
        ApiCall next = rig.call();
        assertThat(next.getRequestId()).isEqualTo("b");
        rig.notSent(next, "timed-out");
        rig.request("c");
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @Test
    void oneThatWasCalledBeforeIsGivenUp() {
        rig.request("a");
        rig.answered(rig.call(), 500);
        rig.tick(1_200);
        rig.notStarted(rig.call(), BAD);

        ApiResponse response = rig.response();
        assertThat(response.getResult()).isEqualTo(Result.GAVE_UP);
        assertThat(response.getReasonCode()).isEqualTo("bad-request");
        assertThat(response.getAttempts()).isEqualTo(1);
    }

    /** Callers make no call of an id that they have heard, for as long as its lease lasts. */
    @Test
    void anIdOfWhichACallWasOrderedIsNotOrderedAnewAfterAnotherFileRefusedIt() {
        rig.post("a");
        rig.notStarted(rig.call(), "secret-unavailable");
        rig.post("b");
        accounts("own");
        assertThat(List.of(rig.response(), rig.response()))
                .extracting(ApiResponse::getRequestId, ApiResponse::getReasonCode)
                .containsExactlyInAnyOrder(tuple("a", "account-required"), tuple("b", "account-required"));
        accounts("reads");
        rig.post("a");
        assertThat(rig.response().getDuplicate()).isTrue();
        rig.post("b");
        rig.tick(2_100);
        assertThat(rig.allCalls()).extracting(ApiCall::getCallId).containsExactly("b#1");
    }

    private void accounts(String rule) {
        rig.write(
                rig.topics.providers(),
                "api",
                "{\"provider\":\"api\",\"baseUrl\":\"http://127.0.0.1:1\",\"accounts\":\"" + rule + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"credential-unknown", "secret-unavailable", "secret-unfit", "origin-not-allowed"})
    void whatOneCallerCannotDoForACredentialIsTriedAgain(String reason) {
        rig.request("a");
        ApiCall first = rig.call();
        rig.notStarted(first, reason);
        rig.tick(1_700);
        assertThat(rig.calls.isEmpty()).isTrue();
        rig.tick(400);

        ApiCall second = rig.call();
        assertThat(second.getRequestId()).isEqualTo("a");
        assertThat(second.getAttempt()).isEqualTo(first.getAttempt());
        rig.answered(second, 200);
        assertThat(rig.response().getResult()).isEqualTo(Result.OK);
    }
}
