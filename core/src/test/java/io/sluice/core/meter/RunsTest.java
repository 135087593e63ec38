package io.sluice.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RunsTest {
    @Test
    void nothingIsFreeEarlierThanInAListOfAllAndNothingIsLost() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Runs runs = new Runs();
            List<long[]> all = new ArrayList<>();
            long now = 0;
            int most = 0;
            for (int i = 0; i < 2_000; i++) {
                now += random.nextInt(20);
                long units = 1L + random.nextInt(3);
                runs.add(now, units);
                all.add(new long[] {now, units});
                if (random.nextInt(50) == 0) {
                    runs.forget(now - 4_000);
                }
                long wanted = 1L + random.nextInt(500);
                most = Math.max(most, runs.size());
                List<long[]> kept = tail(all, runs.total());
                assertThat(runs.reached(wanted)).as("seed %d", seed).isGreaterThanOrEqualTo(reached(kept, wanted));
            }
            assertThat(most).isEqualTo(Runs.MOST);
        }
    }

    @Test
    void itIsExactUntilItIsFull() {
        Runs runs = new Runs();
        for (int i = 0; i < Runs.MOST; i++) {
            runs.add(i * 10L, 1);
        }
        assertThat(runs.reached(17)).isEqualTo(160);
        assertThat(runs.unitsAfter(160)).isEqualTo(Runs.MOST - 17);
        runs.add(5_000, 1);
        assertThat(runs.reached(1)).isEqualTo(0);
        assertThat(runs.reached(2)).isEqualTo(20);
        assertThat(runs.reached(17)).isEqualTo(160);
        assertThat(runs.reached(Runs.MOST + 2)).isEqualTo(Meter.UNKNOWN);
    }

    @Test
    void whatIsInsertedIsReachedAtItsInstant() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Runs runs = new Runs();
            TreeMap<Long, Long> all = new TreeMap<>();
            for (int i = 0; i < 100; i++) {
                long at = random.nextInt(500);
                long units = random.nextInt(3);
                runs.insert(at, units);
                all.merge(at, units, Long::sum);
                if (random.nextInt(20) == 0) {
                    long gone = random.nextInt(100);
                    runs.forget(gone);
                    all.headMap(gone, true).clear();
                }
                long wanted = 1L + random.nextInt(100);
                List<long[]> list = all.entrySet().stream()
                        .map(run -> new long[] {run.getKey(), run.getValue()})
                        .toList();
                assertThat(runs.reached(wanted)).as("seed %d", seed).isEqualTo(reached(list, wanted));
            }
        }
    }

    @Test
    void whatIsInsertedWhereItIsFullJoinsTheNextLater() {
        Runs runs = new Runs();
        for (int i = 0; i < Runs.MOST; i++) {
            runs.add(i * 10L, 1);
        }
        runs.insert(15, 5);
        assertThat(runs.size()).isEqualTo(Runs.MOST);
        assertThat(runs.reached(2)).isEqualTo(10);
        assertThat(runs.reached(8)).isEqualTo(20);
    }

    @Test
    void aSteadyTrickleIsDelayedEvenly() {
        Runs runs = new Runs();
        int units = 100_000;
        for (int i = 0; i < units; i++) {
            runs.add(i, 1);
        }
        for (int wanted = 1; wanted <= units; wanted += 97) {
            assertThat(runs.reached(wanted) - (wanted - 1)).isBetween(0L, 2L * units / (Runs.MOST - 2));
        }
    }

    /** The newest of all, so many units. */
    private static List<long[]> tail(List<long[]> all, long units) {
        long left = units;
        int from = all.size();
        while (left > 0) {
            left -= all.get(--from)[1];
        }
        return all.subList(from, all.size());
    }

    private static long reached(List<long[]> kept, long wanted) {
        long left = wanted;
        for (long[] one : kept) {
            left -= one[1];
            if (left <= 0) {
                return one[0];
            }
        }
        return Meter.UNKNOWN;
    }
}
