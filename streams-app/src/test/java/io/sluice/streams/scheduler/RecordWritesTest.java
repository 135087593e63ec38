package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.ApiCall;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Promise 5: what a request costs in records beside its own and that of its outcome, and what a commit costs. */
class RecordWritesTest extends WithRig {
    @Override
    int partitions() {
        return 1;
    }

    @Test
    void aRequestThatIsCalledAtOnceCostsACallAResponseAndWhatIsRememberedOfThem() {
        rig.tick(1_000);
        rig.written();
        rig.request("a");
        ApiCall call = rig.call();
        rig.answered(call, 200);
        assertThat(rig.written())
                .isEqualTo(Map.of(
                        "sluice.responses",
                        1,
                        "test-answers-changelog",
                        1,
                        "test-calls-in-flight-changelog",
                        2,
                        "test-budgets-changelog",
                        1,
                        "test-standings-changelog",
                        1,
                        SchedulerRig.PER_COMMIT,
                        1));
    }

    @Test
    void aRequestThatBeginsToWaitCostsOneRecordHoweverManyWait() {
        rig.request("a");
        rig.request("b");
        for (int waiting = 0; waiting < 50; waiting++) {
            rig.written();
            rig.request("r" + waiting);
            assertThat(rig.written())
                    .as("beside %d who wait", waiting)
                    .isEqualTo(Map.of("sluice.retries.budget", 1, SchedulerRig.PER_COMMIT, 1));
        }
    }
}
