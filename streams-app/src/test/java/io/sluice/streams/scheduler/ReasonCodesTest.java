package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.wire.ReasonCodes;
import io.sluice.schemas.wire.Reasons;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The core writes some codes by itself, as it knows no records: they are those of the records. */
class ReasonCodesTest extends WithRig {
    @Test
    void ofARequestThatNoCallerCanSend() {
        rig.request("a");
        rig.notStarted(rig.call(), Reasons.BAD_REQUEST + ": header te is not the request's to say");
        assertThat(rig.response().getReasonCode()).isEqualTo(ReasonCodes.BAD_REQUEST);
    }

    @Test
    void ofARequestThatWaitsWhileItsProviderIsWithdrawn() {
        List.of("a", "b", "c").forEach(rig::request);
        rig.in(rig.topics.providers()).pipeInput("api", (byte[]) null);
        assertThat(rig.response().getReasonCode()).isEqualTo(ReasonCodes.UNKNOWN_PROVIDER);
    }

    @Test
    void ofARequestThatComesBackWhenItsProviderIsWithdrawn() {
        rig.request("a");
        rig.in(rig.topics.providers()).pipeInput("api", (byte[]) null);
        rig.answered(rig.call(), 500);
        assertThat(rig.response().getReasonCode()).isEqualTo(ReasonCodes.UNKNOWN_PROVIDER);
    }

    @Test
    void ofARequestThatNoCredentialMayServe() {
        rig.write(rig.topics.providers(), "api", """
                {"provider":"api","baseUrl":"http://127.0.0.1:1","emptyPool":{"rejectAfter":"1s"}}""");
        rig.write(
                rig.topics.requests(),
                "api",
                "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\",\"account\":\"nobody\"}");
        rig.tick(1_500);
        assertThat(rig.response().getReasonCode()).isEqualTo(ReasonCodes.NO_CREDENTIAL);
    }
}
