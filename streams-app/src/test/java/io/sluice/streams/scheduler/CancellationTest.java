package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import io.sluice.schemas.Result;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.state.KeyValueIterator;
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

    @ParameterizedTest
    @ValueSource(strings = {"\"requestId\":\"c\"", "\"batch\":\"nightly\""})
    void aRequestThatWaitsAndCameAfterTheCancellationIsCalled(String what) {
        List.of("a", "b").forEach(rig::request);
        rig.allCalls().forEach(call -> rig.answered(call, 200));
        rig.responses.readRecordsToList();
        byte[] request = "{\"id\":\"c\",\"provider\":\"api\",\"path\":\"/\",\"batch\":\"nightly\"}"
                .getBytes(StandardCharsets.UTF_8);
        byte[] cancellation = ("{\"provider\":\"api\"," + what + "}").getBytes(StandardCharsets.UTF_8);
        rig.in(rig.topics.requests()).pipeInput("api", request, rig.now());
        rig.in(rig.topics.cancellations()).pipeInput("api", cancellation, rig.now() - 1);
        assertThat(rig.responses.isEmpty()).isTrue();
        assertThat(rig.nextCall().getRequestId()).isEqualTo("c");
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
    void whatWasCancelledLongAgoIsForgottenAThousandAtATime() {
        long longAgo = rig.now() - Duration.ofHours(25).toMillis();
        for (int i = 0; i < 3_000; i++) {
            rig.cancellations().put("api\tid\told-" + i, longAgo);
        }
        rig.write(rig.topics.cancellations(), "api", "{\"provider\":\"api\",\"requestId\":\"a\"}");
        long left = remembered();
        assertThat(left).isEqualTo(3_001);
        for (int time = 0; time < 20 && left > 1; time++) {
            rig.tick(500);
            long before = left;
            left = remembered();
            assertThat(before - left).isLessThanOrEqualTo(1_000);
        }
        assertThat(left).isOne();
        rig.in(rig.topics.requests()).pipeInput("api", SchedulerRig.json("a"), rig.now() - 60_000);
        assertThat(rig.response().getResult()).isEqualTo(Result.CANCELLED);
    }

    private long remembered() {
        long number = 0;
        try (KeyValueIterator<String, Long> all = rig.cancellations().all()) {
            for (; all.hasNext(); all.next()) {
                number++;
            }
        }
        return number;
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
