package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A request waits in the retry topic where it was parked first, whatever it waits for later and however often it is called. */
class RetryTopicTest extends WithRig {
    @Test
    void whoWaitedForABudgetBacksOffInTheTopicOfBudgets() {
        rig.request("a");
        rig.request("b");
        rig.request("c");
        rig.answered(rig.call(), 200);
        rig.answered(rig.call(), 200);
        rig.answered(rig.nextCall(), 500);
        assertThat(rig.waiting()).containsExactly("c", "c over", "c");
        assertThat(rig.backingOff()).isEmpty();
    }

    @Test
    void whatLiesThereAndIsNoRecordOfOursIsNobodyWhoWaits() throws Exception {
        rig.beginAnew(() -> rig.write(rig.topics.retriesBudget(), "a", "no record of ours"));
        rig.request("a");
        assertThat(rig.nextCall().getRequestId()).isEqualTo("a");
    }

    @Test
    void whoBackedOffWaitsForABudgetInTheTopicOfBackoffs() {
        rig.request("a");
        rig.answered(rig.call(), 500);
        rig.answered(rig.nextCall(), 429);
        rig.answered(rig.nextCall(), 200);
        assertThat(rig.backingOff()).containsExactly("a", "a over", "a", "a over");
        assertThat(rig.waiting()).isEmpty();
    }
}
