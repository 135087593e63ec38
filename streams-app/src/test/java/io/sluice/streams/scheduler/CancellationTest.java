package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a cancellation covers, whenever it is read. */
class CancellationTest extends WithRig {
    @Test
    void aCancellationThatIsReadBeforeItsRequestCancelsIt() {
        rig.write(rig.topics.cancellations(), "api", "{\"provider\":\"api\",\"requestId\":\"a\"}");
        rig.in(rig.topics.requests()).pipeInput("api", SchedulerRig.json("a"), rig.now() - 1);
        assertThat(rig.response().getResult()).isEqualTo(Result.CANCELLED);
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"requestId\":\"a\",\"batch\":\"nightly\""})
    void aCancellationOfNothingOrOfTwoThingsIsSetAside(String what) {
        TestOutputTopic<String, byte[]> dead = rig.out(rig.topics.deadLetters());
        rig.write(rig.topics.cancellations(), "api", "{\"provider\":\"api\"" + what + "}");
        assertThat(new String(
                        dead.readRecord().headers().lastHeader("sluice-error").value(), StandardCharsets.UTF_8))
                .isEqualTo("a cancellation has exactly one of 'requestId' and 'batch'");
        rig.in(rig.topics.requests()).pipeInput("api", SchedulerRig.json("a"), rig.now() - 1);
        assertThat(rig.call().getRequestId()).isEqualTo("a");
    }

    @Test
    void aBatchThatIsSentAgainAfterItsCancellationIsCalled() {
        rig.write(rig.topics.cancellations(), "api", "{\"provider\":\"api\",\"batch\":\"nightly\"}");
        rig.tick(1_000);
        byte[] request = "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\",\"batch\":\"nightly\"}"
                .getBytes(StandardCharsets.UTF_8);
        rig.in(rig.topics.requests()).pipeInput("api", request, rig.now());
        assertThat(rig.call().getRequestId()).isEqualTo("a");
    }

    @Test
    void aCancellationOutlivesARestart() throws Exception {
        List.of("a", "b", "c").forEach(rig::request);
        rig.write(rig.topics.cancellations(), "api", "{\"provider\":\"api\",\"requestId\":\"d\"}");
        rig.beginAnew();
        rig.in(rig.topics.requests()).pipeInput("api", SchedulerRig.json("d"), rig.now() - 20);
        assertThat(rig.response().getResult()).isEqualTo(Result.CANCELLED);
    }

    @Test
    void aCancelledRequestWhoseCallIsRefusedIsNotCalledAgain() {
        rig.request("a");
        ApiCall call = rig.call();
        rig.write(rig.topics.cancellations(), "api", "{\"provider\":\"api\",\"requestId\":\"a\"}");
        rig.answered(call, 500);
        assertThat(rig.response().getResult()).isEqualTo(Result.CANCELLED);
        rig.tick(10_000);
        assertThat(rig.calls.isEmpty()).isTrue();
    }
}
