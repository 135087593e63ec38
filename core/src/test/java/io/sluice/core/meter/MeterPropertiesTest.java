package io.sluice.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Scope;
import io.sluice.core.provider.Window;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to calls, no provider ever refuses one, and no quota stays idle while somebody waits. */
class MeterPropertiesTest {
    private static final long QUOTA = 10;
    private static final long PER = 3_000;

    static LongStream seeds() {
        return LongStream.range(0, 120);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noCallIsEverRefused(long seed) {
        long offset = new Random(seed).nextInt(1_800) - 900L;
        for (double load : new double[] {2, 6, 20}) {
            neverRefused("first-call", new Window.FirstCall(PER), Server.firstCall(QUOTA, PER), seed, load);
            neverRefused("sliding", new Window.Sliding(PER), Server.sliding(QUOTA, PER), seed, load);
            neverRefused("bucket", new Window.Bucket(PER), Server.bucket(QUOTA, PER), seed, load);
            neverRefused(
                    "calendar",
                    new Window.Calendar(new Window.Turns.Aligned(PER)),
                    Server.calendar(QUOTA, PER, offset),
                    seed,
                    load);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void underSaturationTheLastCallLeavesWithinAFewLatenciesOfTheBound(long seed) {
        int windows = 20;
        long turns = windows - 1L;
        within(turns * PER, 30 * turns, new Window.FirstCall(PER), Server.firstCall(QUOTA, PER), seed, windows);
        within(turns * PER, 60 * turns, new Window.Sliding(PER), Server.sliding(QUOTA, PER), seed, windows);
        within(turns * PER, 60, new Window.Bucket(PER), Server.bucket(QUOTA, PER), seed, windows);
    }

    private static void neverRefused(String kind, Window window, Server server, long seed, double load) {
        MeterSimulation simulation = new MeterSimulation(limit(window), server, seed, 250).withFaults();
        simulation.run(120_000, load);
        assertThat(simulation.refused)
                .as("%s: refused of %d calls with seed %d, load %s", kind, simulation.calls, seed, load)
                .isZero();
    }

    private static void within(long bound, long slack, Window window, Server server, long seed, int windows) {
        MeterSimulation simulation = new MeterSimulation(limit(window), server, seed, 10);
        simulation.saturate((int) (windows * QUOTA));
        assertThat(simulation.refused).as("refused with seed %d", seed).isZero();
        assertThat(simulation.lastArrival - 1_000_000)
                .as("%s with seed %d", window, seed)
                .isBetween(bound, bound + slack + 60);
    }

    private static Limit limit(Window window) {
        return new Limit("limit", new Scope(List.of()), QUOTA, window);
    }
}
