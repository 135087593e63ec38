package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void theMedianWasMeasured() {
        assertThat(Figures.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Figures.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.0);
        assertThat(Figures.median(List.of(7.0))).isEqualTo(7.0);
    }

    @Test
    void aMarkIsHeldUpToItself() {
        assertThat(Mark.atLeast(1.5, 2.5).isHeldBy(1.5)).isTrue();
        assertThat(Mark.atLeast(1.5, 2.5).isHeldBy(1.49)).isFalse();
        assertThat(Mark.atMost(60, 40).isHeldBy(60)).isTrue();
        assertThat(Mark.atMost(60, 40).isHeldBy(60.1)).isFalse();
        assertThat(Mark.atMost(60, 40).isAimReachedBy(41)).isFalse();
        assertThat(Mark.atMost(60, 40)).hasToString("<= 60, aim 40");
    }

    @Test
    void aWindowsCallsAreLateFromItsTurn() {
        // Windows of 100 with 2 calls: opened at 0, then at 103 where 100 was due, then at 203 where 203 was due.
        WakeUps wakeUps = WakeUps.of(List.of(0L, 1L, 103_000L, 105_000L, 203_000L, 203_000L, 204_000L), 2, 100_000);
        assertThat(wakeUps.late().maxMillis()).isEqualTo(0.005);
        assertThat(wakeUps.late().millis(50)).isEqualTo(0.001);
        assertThat(wakeUps.early()).isEqualTo(1);
    }

    @Test
    void aBodyHasTheBytesThatWereAskedFor() {
        assertThat(Bodies.ofBytes(500)).hasSize(500).startsWith("{\"pad\":\"x").endsWith("\"}");
    }
}
