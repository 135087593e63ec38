package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Answers whose bodies are larger than allowed, or broke off: their heads count as those of any others. */
class LargeAnswerTest extends WithRig {
    @Test
    void aRefusalIsOneThoughItsBodyIsTooLarge() {
        rig.request("a");
        ApiCall refused = rig.call();
        rig.tooLarge(refused, 429, Map.of("retry-after", List.of("60")));
        rig.tick(5_000);
        assertThat(rig.responses.isEmpty()).isTrue();
        ApiCall again = rig.nextCall();
        assertThat(again.getRequestId()).isEqualTo("a");
        assertThat(again.getNotBefore() - refused.getNotBefore()).isBetween(60_000L, 61_000L);
    }

    @Test
    void aRefusalIsOneThoughItsBodyBrokeOff() {
        rig.post("a");
        ApiCall refused = rig.call();
        rig.brokenOff(refused, 429, Map.of("retry-after", List.of("60")));
        assertThat(rig.responses.isEmpty()).isTrue();
        ApiCall again = rig.nextCall();
        assertThat(again.getRequestId()).isEqualTo("a");
        assertThat(again.getNotBefore() - refused.getNotBefore()).isBetween(60_000L, 61_000L);
    }

    @Test
    void ofAnAnswerThatBrokeOffNothingElseIsKnown() {
        rig.post("a");
        rig.brokenOff(rig.call(), 200, Map.of());
        assertThat(rig.response().getResult()).isEqualTo(Result.UNKNOWN_OUTCOME);
    }

    @Test
    void whatIsLeftIsHeardOfAnAnswerThatIsTooLarge() {
        rig.request("a");
        rig.tooLarge(
                rig.call(),
                200,
                Map.of(
                        "x-ratelimit-limit", List.of("2"),
                        "x-ratelimit-remaining", List.of("0"),
                        "x-ratelimit-reset", List.of("2")));
        ApiResponse response = rig.response();
        assertThat(response.getResult()).isEqualTo(Result.BODY_TOO_LARGE);
        assertThat(response.getStatus()).isEqualTo(200);
        rig.request("b");
        assertThat(rig.calls.isEmpty()).isTrue();
        assertThat(rig.nextCall().getRequestId()).isEqualTo("b");
    }

    @Test
    void anErrorThatIsFinalIsTooLarge() {
        rig.request("a");
        rig.tooLarge(rig.call(), 404, Map.of());
        ApiResponse response = rig.response();
        assertThat(response.getResult()).isEqualTo(Result.BODY_TOO_LARGE);
        assertThat(response.getStatus()).isEqualTo(404);
    }
}
