package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private static final String TASK = "0_0";
    private static final String OTHER = "0_1";

    private final CommitPace pace = new CommitPace();

    @Test
    void nothingHandledIsNothingToCommit() {
        assertThat(pace.isDue(TASK, 1_000_000, true)).isFalse();
    }

    @Test
    void aLoneRecordIsCommittedAtOnceAfterAPause() {
        pace.handled();
        assertThat(pace.isDue(TASK, 1_000_000, true)).isTrue();
    }

    @Test
    void theNextCommitCountsFromTheEndOfTheOneBefore() {
        pace.handled();
        assertThat(pace.isDue(TASK, 1_000_000, true)).isTrue();
        pace.handled();
        // The commit took 10 ms: this is the first tick after it.
        assertThat(pace.isDue(TASK, 1_000_010, true)).isFalse();
        assertThat(pace.isDue(TASK, 1_000_029, true)).isFalse();
        assertThat(pace.isDue(TASK, 1_000_030, true)).isTrue();
    }

    @Test
    void aCommitThatTookLongLeavesAsMuchTimeForWork() {
        commit(pace, 1_000_000, 90);
        pace.handled();
        assertThat(pace.isDue(TASK, 1_000_179, true)).isFalse();
        assertThat(pace.isDue(TASK, 1_000_180, true)).isTrue();
    }

    @Test
    void whileATaskDoesNotServeCommitsLeaveFourTimesAsMuch() {
        commit(pace, 1_000_000, 90);
        pace.handled();
        assertThat(pace.isDue(TASK, 1_000_449, false)).isFalse();
        assertThat(pace.isDue(TASK, 1_000_450, false)).isTrue();
    }

    @Test
    void aCommitThatHungIsNotTakenForTheRule() {
        commit(pace, 1_000_000, 30_000);
        pace.handled();
        assertThat(pace.isDue(TASK, 1_030_249, true)).isFalse();
        assertThat(pace.isDue(TASK, 1_030_250, true)).isTrue();
    }

    @Test
    void oneCommitIsForAllTasksOfTheThread() {
        pace.handled();
        assertThat(pace.isDue(TASK, 1_000_000, true)).isTrue();
        pace.handled();
        // In the same round, and before the one that asked says that it is over.
        assertThat(pace.isDue(OTHER, 1_000_001, true)).isFalse();
        assertThat(pace.isDue(OTHER, 1_000_090, true)).isFalse();
        assertThat(pace.isDue(TASK, 1_000_090, true)).isFalse();
        assertThat(pace.isDue(OTHER, 1_000_179, true)).isFalse();
        assertThat(pace.isDue(OTHER, 1_000_180, true)).isTrue();
    }

    @Test
    void aTaskThatWasClosedHoldsUpNoOther() {
        pace.handled();
        assertThat(pace.isDue(TASK, 1_000_000, true)).isTrue();
        pace.handled();
        assertThat(pace.isDue(OTHER, 1_000_250, true)).isFalse();
        assertThat(pace.isDue(OTHER, 1_000_251, true)).isTrue();
    }

    @Test
    void theMoreThereIsTheLongerItWaits() {
        assertThat(spacingAfter(99)).isEqualTo(20);
        assertThat(spacingAfter(100)).isEqualTo(25);
        assertThat(spacingAfter(1_100)).isEqualTo(50);
        assertThat(spacingAfter(2_200)).isEqualTo(100);
    }

    @Test
    void whatIsHandledAfterACommitWasAskedForWaitsForTheNext() {
        pace.handled();
        assertThat(pace.isDue(TASK, 1_000_000, true)).isTrue();
        assertThat(pace.isDue(TASK, 1_000_005, true)).isFalse();
        assertThat(pace.isDue(TASK, 1_000_500, true)).isFalse();
    }

    /** Time from the end of a commit to the next one that is due, in ms, with so many records handled meanwhile. */
    private static long spacingAfter(int records) {
        CommitPace pace = new CommitPace();
        commit(pace, 1_000_000, 1);
        for (int i = 0; i < records; i++) {
            pace.handled();
        }
        long now = 1_000_001;
        while (!pace.isDue(TASK, now, true)) {
            now++;
        }
        return now - 1_000_001;
    }

    /** A record is committed, which takes so many ms. */
    private static void commit(CommitPace pace, long now, long millis) {
        pace.handled();
        assertThat(pace.isDue(TASK, now, true)).isTrue();
        assertThat(pace.isDue(TASK, now + millis, true)).isFalse();
    }
}
