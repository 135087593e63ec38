package io.sluice.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SkewTest {
    private final Skew skew = new Skew();

    @Test
    void datesNarrowItFromBothSides() {
        hear(0, 0, 40, false, -40, 1_000);
        hear(1_000, 1_500, 1_530, false, -40, 500);
        hear(2_000, 1_900, 1_950, false, 50, 500);
        hear(3_000, 2_000, 3_500, false, 50, 500);
    }

    @Test
    void itWidensByWhatClocksDriftUntilTheNextDate() {
        hear(0, 0, 40, false, -40, 1_000);
        hear(600_000, 599_000, 601_000, false, -100, 1_060);
    }

    @Test
    void aFirstDateThatContradictsIsBelieved() {
        hear(3_600_000, 0, 40, true, 3_599_960, 3_601_000);
        assertThat(skew.asAtFirst()).isFalse();
    }

    @Test
    void laterOneMustBeConfirmed() {
        hear(0, 0, 40, false, -40, 1_000);
        hear(90_000, 100, 140, false, -40, 1_000);
        hear(200, 200, 240, false, -40, 1_000);
        hear(90_000, 300, 340, false, -40, 1_000);
        hear(30_000, 400, 440, false, -40, 1_000);
        hear(30_000, 500, 540, true, 29_560, 30_500);
    }

    @Test
    void theTruthIsAlwaysWithinIt() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Skew any = new Skew();
            long truth = random.nextInt(2_000) - 1_000L;
            long now = MeterTable.ZERO;
            for (int i = 0; i < 50; i++) {
                now += random.nextInt(5_000);
                long written = now + random.nextInt(200);
                any.hear(Math.floorDiv(written + truth, 1_000) * 1_000, now, written + random.nextInt(200));
                assertThat(truth).as("seed %d", seed).isBetween(any.least(), any.most());
            }
            assertThat(any.most() - any.least()).as("seed %d", seed).isLessThan(900);
        }
    }

    private void hear(long date, long sentAt, long answeredAt, boolean dropped, long least, long most) {
        long zero = MeterTable.ZERO;
        assertThat(skew.hear(zero + date, zero + sentAt, zero + answeredAt)).isEqualTo(dropped);
        assertThat(skew.least()).isEqualTo(least);
        assertThat(skew.most()).isEqualTo(most);
    }
}
