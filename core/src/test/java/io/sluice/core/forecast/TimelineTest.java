package io.sluice.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private static final long BEGIN = 1_000_000;

    private final Timeline timeline = new Timeline(BEGIN);
    private final Timeline.Series series = timeline.series();

    @Test
    void spansDoubleUntilAllTimeHasOne() {
        series.add(BEGIN, 1);
        series.add(BEGIN + 25, 2);
        series.add(BEGIN + 3_600_000, 4);
        List<Double> sums = series.until(BEGIN + 3_600_000, 1);
        assertThat(timeline.span()).isEqualTo(20_480);
        assertThat(sums).hasSize(176);
        assertThat(sums.get(0)).isEqualTo(3);
        assertThat(sums.get(175)).isEqualTo(4);
    }

    @Test
    void aLevelCountsForEachSpanAsLongAsItHeld() {
        series.hold(BEGIN + 5, BEGIN + 25, 3);
        assertThat(series.until(BEGIN + 25, 10)).containsExactly(1.5, 3.0, 1.5);
    }

    @Test
    void nothingIsLostWhenSpansGrow() {
        for (int i = 0; i < 1_000; i++) {
            series.hold(BEGIN + 17L * i, BEGIN + 17L * (i + 1), i % 3);
        }
        double expected = 0;
        for (int i = 0; i < 1_000; i++) {
            expected += 17.0 * (i % 3);
        }
        assertThat(series.until(BEGIN + 17_000, 1).stream()
                        .mapToDouble(Double::doubleValue)
                        .sum())
                .isEqualTo(expected);
    }
}
