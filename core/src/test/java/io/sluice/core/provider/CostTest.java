package io.sluice.core.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostTest {
    /** Two calls of 500 fit into a quota of 1,000. */
    @ParameterizedTest
    @ValueSource(
            longs = {
                1,
                63,
                99,
                100,
                125,
                150,
                250,
                500,
                750,
                1_000,
                1_024,
                1_250,
                1_600,
                4_096,
                10_000,
                1_000_000_000_000L
            })
    void whatPeopleWriteIsSetAsideExactly(long units) {
        assertThat(Cost.of(units).ceiling()).isEqualTo(Cost.of(units));
        assertThat(new Cost(units, Map.of("tokens", units)).ceiling().of("tokens"))
                .isEqualTo(units);
    }

    @Test
    void whatIsSetAsideIsNeverLessAndAtMostAThirtySecondMore() {
        for (long units = 1; units < 200_000; units++) {
            long ceiling = Cost.of(units).ceiling().usual();
            assertThat(ceiling).isBetween(units, units + units / 32);
        }
    }

    @Test
    void thereAreFewClasses() {
        long classes = LongStream.range(1_000, 10_000)
                .map(units -> Cost.of(units).ceiling().usual())
                .distinct()
                .count();
        assertThat(classes).isLessThan(300);
    }
}
