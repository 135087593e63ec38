package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.CallSummary;
import io.sluice.schemas.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A call of which nobody heard again is made once more only where that does no harm (RFC 9110 9.2.2). */
class LostCallTest extends WithRig {
    private static final int LEASE_IS_OVER = 40_000;

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
    void anIdempotentOneIsMadeAgain(String method) {
        request(method, "");
        assertThat(again(rig.call()).getMethod()).isEqualTo(method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH"})
    void nobodyKnowsWhatBecameOfAnother(String method) {
        request(method, "");
        ApiCall lost = rig.call();
        rig.tick(LEASE_IS_OVER);
        ApiResponse response = rig.response();
        assertThat(response.getResult()).isEqualTo(Result.UNKNOWN_OUTCOME);
        assertThat(response.getAttempts()).isEqualTo(1);
        assertThat(response.getEndpoint()).isEqualTo(lost.getEndpoint());
        assertThat(response.getCredential()).isEqualTo(lost.getCredential());
        assertThat(response.getAccount()).isNotNull();
        assertThat(response.getCalls()).singleElement().satisfies(call -> {
            assertThat(call.getAt()).isEqualTo(lost.getNotBefore());
            assertThat(call.getOutcome()).isEqualTo("lost");
        });
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @Test
    void aLostCallIsToldBesideTheOneThatCameBack() {
        request("GET", "");
        rig.answered(again(rig.call()), 200);
        assertThat(rig.response().getCalls())
                .extracting(CallSummary::getOutcome)
                .containsExactly("lost", "ok");
    }

    @Test
    void aCallThatTimedOutSaysHowLongItTookAndWhy() {
        request("POST", "");
        ApiCall call = rig.call();
        rig.tick(300);
        rig.timedOut(call);
        ApiResponse response = rig.response();
        assertThat(response.getReason()).isEqualTo("no answer came in time; it may have happened");
        assertThat(response.getCalls().get(0).getMs()).isBetween(100L, 300L);
    }

    /** The end of its lease, which lies ahead, may be in the next window: what was called before it in this one would be forgotten. */
    @Test
    void aCallThatTimedOutCountsInTheWindowInWhichThatIsKnown() {
        rig.write(rig.topics.providers(), "api", """
                {"provider":"api","baseUrl":"http://127.0.0.1:1",
                 "limits":[{"name":"each-minute","scope":["account"],"quota":3,"per":"1m","window":"calendar"}]}""");
        rig.tick(50_000);
        rig.request("a");
        rig.request("b");
        rig.answered(rig.call(), 200);
        rig.timedOut(rig.call());
        for (String id : new String[] {"c", "d", "e"}) {
            rig.request(id);
        }
        assertThat(rig.allCalls()).hasSize(1);
    }

    @Test
    void aPostThatFailedAndMayNotBeRepeatedWasOneAttempt() {
        request("POST", "");
        rig.answered(rig.call(), 500);
        ApiResponse response = rig.response();
        assertThat(response.getResult()).isEqualTo(Result.HTTP_ERROR);
        assertThat(response.getAttempts()).isEqualTo(1);
    }

    @Test
    void withAnIdempotencyKeyAnyMethodIsMadeAgainWithTheSameKey() {
        request("POST", ",\"idempotencyKey\":\"once\"");
        ApiCall first = rig.call();
        ApiCall second = again(first);
        assertThat(second.getHeaders()).isEqualTo(first.getHeaders()).containsEntry("Idempotency-Key", List.of("once"));
    }

    private ApiCall again(ApiCall lost) {
        rig.tick(LEASE_IS_OVER);
        assertThat(rig.responses.isEmpty()).isTrue();
        ApiCall again = rig.call();
        assertThat(again.getRequestId()).isEqualTo(lost.getRequestId());
        assertThat(again.getCallId()).isNotEqualTo(lost.getCallId());
        return again;
    }

    private void request(String method, String more) {
        rig.requests.pipeInput(
                "api",
                ("{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/items\",\"method\":\"" + method + "\"" + more + "}")
                        .getBytes(StandardCharsets.UTF_8));
    }
}
