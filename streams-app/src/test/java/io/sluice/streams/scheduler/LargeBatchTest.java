package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.Result;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A batch that is cancelled while more of it wait than can be answered in one event. */
class LargeBatchTest extends WithRig {
    private static final int MANY = 2_100;

    @Test
    void itIsAnsweredAThousandAtATimeAndNobodyOfItIsCalledThoughTheTaskBeginsAnewMeanwhile() throws Exception {
        cancelMany();
        Set<String> ended = new HashSet<>();
        readEnded(ended);
        bobComes();
        rig.tick(5);
        readEnded(ended);
        assertThat(ended).hasSizeLessThan(MANY);
        rig.beginAnew();
        rig.tick(10);
        readEnded(ended);
        assertThat(ended).hasSize(MANY);
        assertThat(rig.allCalls()).isEmpty();
        rig.request("z");
        assertThat(rig.call().getRequestId()).isEqualTo("z");
    }

    private void cancelMany() {
        for (int i = 1; i <= MANY + 2; i++) {
            rig.requests.pipeInput(
                    "api",
                    ("{\"id\":\"r" + i + "\",\"provider\":\"api\",\"path\":\"/\",\"batch\":\"nightly\"}")
                            .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(rig.allCalls()).hasSize(2);
        rig.write(rig.topics.cancellations(), "api", "{\"provider\":\"api\",\"batch\":\"nightly\"}");
    }

    /** From now on there is budget for two more calls. */
    private void bobComes() {
        rig.write(rig.topics.credentials(), "api:bob", """
                {"id":"bob","provider":"api","secret":{"token":{"env":"X"}}}""");
    }

    private void readEnded(Set<String> ended) {
        int before = ended.size();
        while (!rig.responses.isEmpty()) {
            ApiResponse response = rig.response();
            assertThat(response.getResult()).isEqualTo(Result.CANCELLED);
            assertThat(ended.add(response.getRequestId())).isTrue();
        }
        assertThat(ended.size() - before).isLessThanOrEqualTo(1_000);
    }
}
