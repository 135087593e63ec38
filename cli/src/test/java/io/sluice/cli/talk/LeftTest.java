package io.sluice.cli.talk;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.BudgetState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Quota 100 per minute, of which 96 were spent when it was told; more is free at 1,000,000. */
class LeftTest {
    private static final long OPENS = 1_000_000;

    @Test
    void asToldUntilMoreIsFree() {
        assertThat(Left.of(budget("sliding", 96, 0), OPENS - 1)).hasToString("4");
        assertThat(Left.of(budget("first-call", 96, 0), OPENS - 1)).hasToString("4");
    }

    @Test
    void aWindowThatTurnsIsWholeAgain() {
        assertThat(Left.of(budget("first-call", 96, 0), OPENS)).hasToString("100");
        assertThat(Left.of(budget("calendar", 96, 0), OPENS)).hasToString("100");
    }

    @Test
    void ofWhatSlidesOrRefillsOneIsBackAndMaybeMore() {
        assertThat(Left.of(budget("sliding", 96, 0), OPENS)).hasToString("at least 5");
        assertThat(Left.of(budget("bucket", 100, 0), OPENS + 59_999)).hasToString("at least 1");
        assertThat(Left.of(budget("sliding", 1, 0), OPENS)).hasToString("100");
    }

    @Test
    void whatWasAnsweredIsBackOneWindowLater() {
        assertThat(Left.of(budget("sliding", 96, 0), OPENS + 60_000)).hasToString("100");
        assertThat(Left.of(budget("sliding", 96, 2), OPENS + 60_000)).hasToString("at least 5");
    }

    private static BudgetState budget(String window, long used, long inFlight) {
        return BudgetState.newBuilder()
                .setLimit("l")
                .setScopeKey("account=alice")
                .setEndpoints(List.of("other"))
                .setQuota(100)
                .setUsed(used)
                .setInFlight(inFlight)
                .setOpensAt(OPENS)
                .setWindow(window)
                .setPerMs(60_000L)
                .build();
    }
}
