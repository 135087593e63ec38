package io.sluice.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void theMedianWasMeasured() {
        assertThat(Figures.median(List.of(3.0, 1.0, 2.0))).isEqualTo(2.0);
        assertThat(Figures.median(List.of(4.0, 1.0, 2.0, 3.0))).isEqualTo(2.0);
        assertThat(Figures.median(List.of(7.0))).isEqualTo(7.0);
    }

    @Test
    void aPercentileIsTheNearestRank() {
        long[] hundred =
                LongStream.rangeClosed(1, 100).map(value -> 101 - value).toArray();
        assertThat(Figures.percentile(hundred, 50)).isEqualTo(50);
        assertThat(Figures.percentile(hundred, 99)).isEqualTo(99);
        assertThat(Figures.percentile(hundred, 100)).isEqualTo(100);
        assertThat(Figures.percentile(new long[] {5}, 50)).isEqualTo(5);
    }

    @Test
    void aBodyHasTheBytesThatWereAskedFor() {
        assertThat(Bodies.ofBytes(500)).hasSize(500).startsWith("{\"pad\":\"x").endsWith("\"}");
    }
}
