package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.Result;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are read five seconds after they were written. */
class OverdueTest extends WithRig {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"maxWaitMs\":4999",
                "\"maxWaitMs\":1",
                "\"deadline\":1",
                "\"deadline\":1,\"maxWaitMs\":0",
                "\"deadline\":1,\"maxWaitMs\":60000"
            })
    void oneThatIsOverdueIsNotCalledThoughThereIsBudget(String due) {
        read(due);
        assertThat(rig.response().getResult()).isEqualTo(Result.DEADLINE_PASSED);
        assertThat(rig.calls.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"maxWaitMs\":0", "\"deadline\":0", "\"deadline\":0,\"maxWaitMs\":1", "\"maxWaitMs\":5001"})
    void oneThatGoesNowOrNeverIsNotOverdue(String due) {
        read(due);
        assertThat(rig.call().getRequestId()).isEqualTo("a");
    }

    private void read(String due) {
        Instant written = Instant.ofEpochMilli(rig.now() - 5_000);
        String request = "{\"id\":\"a\",\"provider\":\"api\",\"path\":\"/\"," + due + "}";
        rig.requests.pipeInput("api", request.getBytes(StandardCharsets.UTF_8), written);
    }
}
