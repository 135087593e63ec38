package io.sluice.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Under saturation the last call arrives hardly later than the quota alone forces. */
class UtilisationTest {
    private static final int WINDOWS = 20;

    @ParameterizedTest
    @CsvSource({
        "FIRST_CALL,   10,  3000,  20, 1.005",
        "FIRST_CALL,   10,  3000, 250, 1.05",
        "FIRST_CALL, 1000,  3000,  60, 1.02",
        "SLIDING,      10,  3000,  20, 1.01",
        "SLIDING,      10,  3000, 250, 1.06",
        "SLIDING,    1000,  3000,  60, 1.02",
        "SLIDING,    3000, 60000, 250, 1.005",
        "BUCKET,        1,  3000,  60, 1.02",
        "BUCKET,       10,  3000, 250, 1.01",
        "BUCKET,     1000,  3000,  60, 1.005",
        "CALENDAR,     10, 30000,  60, 1.005",
    })
    void theLastCallIsNoLaterThan(Kind kind, long quota, long per, int slowest, double factor) {
        long intoTheFirst = kind == Kind.CALENDAR ? MeterSimulation.BEGIN % per : 0;
        long bound = (WINDOWS - 1) * per - intoTheFirst;
        LongStream.range(0, 20).forEach(seed -> {
            MeterSimulation simulation = new MeterSimulation(
                            kind.limit(quota, per), kind.server(quota, per, 0), Trouble.none(slowest), seed)
                    .saturate((int) (WINDOWS * quota));
            assertThat(simulation.refused).as("seed %d", seed).isZero();
            double took = simulation.lastArrival - MeterSimulation.BEGIN;
            assertThat(took / bound).as("seed %d", seed).isLessThan(factor);
        });
    }
}
