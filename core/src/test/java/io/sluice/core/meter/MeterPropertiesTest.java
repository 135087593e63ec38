package io.sluice.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever happens to calls, no provider ever refuses one, no quota stays idle while somebody waits, and a restart changes nothing. */
class MeterPropertiesTest {
    private static final int SEEDS = 100;
    private static final long PER = 3_000;

    @ParameterizedTest
    @EnumSource
    void noCallIsEverRefused(Kind kind) {
        LongStream.range(0, SEEDS).forEach(seed -> {
            long quota = 1L + new Random(seed).nextInt(20);
            double perSecond = quota * 1_000.0 / PER;
            for (double load : new double[] {0.4, 0.9, 2}) {
                run(kind, quota, PER, seed, perSecond * load, Trouble.ALL);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void windowsMayBeShorterThanCalls(Kind kind) {
        LongStream.range(0, SEEDS).forEach(seed -> run(kind, 5, 100, seed, 20, Trouble.ALL));
    }

    @ParameterizedTest
    @EnumSource
    void quotasMayBeLargerThanWhatIsKeptOneByOne(Kind kind) {
        LongStream.range(0, 10).forEach(seed -> run(kind, 1_500, PER, seed, 450, Trouble.ALL));
    }

    private static void run(Kind kind, long quota, long per, long seed, double load, Trouble trouble) {
        String told = String.format("%s with quota %d, seed %d, load %s", kind, quota, seed, load);
        try {
            MeterSimulation simulation = new MeterSimulation(
                            kind.limit(quota, per), kind.server(quota, per, seed), trouble, seed)
                    .run(60_000, load);
            assertThat(simulation.refused)
                    .as("refused of %d calls", simulation.calls)
                    .isZero();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(told + ": " + e.getMessage(), e);
        }
    }
}
