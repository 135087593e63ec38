package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {
    private final CommitPace pace = new CommitPace();

    @Test
    void nothingHandledIsNothingToCommit() {
        assertThat(pace.isDue(1_000_000)).isFalse();
    }

    @Test
    void aLoneRecordIsCommittedAtOnceAfterAPause() {
        pace.handled();
        assertThat(pace.isDue(1_000_000)).isTrue();
    }

    @Test
    void theNextCommitCountsFromTheEndOfTheOneBefore() {
        pace.handled();
        assertThat(pace.isDue(1_000_000)).isTrue();
        pace.handled();
        // The commit took 300 ms: this is the first tick after it.
        assertThat(pace.isDue(1_000_300)).isFalse();
        assertThat(pace.isDue(1_000_319)).isFalse();
        assertThat(pace.isDue(1_000_320)).isTrue();
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
        assertThat(pace.isDue(1_000_000)).isTrue();
        assertThat(pace.isDue(1_000_005)).isFalse();
        assertThat(pace.isDue(1_000_500)).isFalse();
    }

    /** Time from the end of a commit to the next one that is due, in ms, with so many records handled meanwhile. */
    private static long spacingAfter(int records) {
        CommitPace pace = new CommitPace();
        pace.handled();
        assertThat(pace.isDue(1_000_000)).isTrue();
        assertThat(pace.isDue(1_000_001)).isFalse();
        for (int i = 0; i < records; i++) {
            pace.handled();
        }
        long now = 1_000_001;
        while (!pace.isDue(now)) {
            now++;
        }
        return now - 1_000_001;
    }
}
