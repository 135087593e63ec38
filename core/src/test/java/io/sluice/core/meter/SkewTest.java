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
        assertThat(skew.isForgettable(MeterTable.ZERO + 3_600_039)).isFalse();
        assertThat(skew.isForgettable(MeterTable.ZERO + 3_600_040)).isTrue();
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
    void aClockThatIsSetRightIsBelieved() {
        hear(5_000, 0, 40, true, 4_960, 6_000);
        hear(6_000, 1_000, 1_040, false, 4_960, 6_000);
        hear(2_000, 2_000, 2_040, false, 4_960, 6_000);
        hear(3_000, 3_000, 3_040, true, -40, 1_000);
    }

    @Test
    void whatWasBelievedOnceIsNoDoubtAnyMore() {
        hear(0, 0, 40, false, -40, 1_000);
        hear(30_000, 100, 140, false, -40, 1_000);
        hear(30_000, 200, 240, true, 29_860, 30_800);
        hear(200, 300, 340, false, 29_860, 30_800);
        hear(200, 400, 440, true, -140, 800);
        hear(30_000, 500, 540, false, -140, 800);
    }

    @Test
    void aDateThatAgreesWithADoubtAsWellSaysNothingAgainstIt() {
        hear(0, 0, 40, false, -40, 1_000);
        hear(1_000, 1_900, 1_940, false, -40, 100);
        hear(5_000, 4_600, 4_640, false, -40, 100);
        hear(5_000, 5_200, 5_240, false, -40, 100);
        hear(7_000, 6_600, 6_640, true, 360, 800);
    }

    /** As far as answers of 40 ms can tell. */
    @Test
    void aClockThatIsSetAnewIsFoundByAFewDates() {
        for (long seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            Skew any = new Skew();
            long now = MeterTable.ZERO;
            for (int i = 0; i < 10; i++) {
                now += 1_000 + random.nextInt(5_000);
                dated(any, now, 0);
            }
            long truth = random.nextInt(4_001) - 2_000L;
            long off = Math.max(any.least() - truth, truth - any.most()) - 40;
            int dates = 0;
            while (any.least() - 40 > truth || any.most() + 40 < truth) {
                now += 1_000 + random.nextInt(5_000);
                dated(any, now, truth);
                assertThat(++dates).as("seed %d: %d ms", seed, truth).isLessThan((int) (20 + 20_000 / off));
            }
        }
    }

    /** Answers come more often than it takes two clocks to drift apart by a ms. */
    @Test
    void aClockThatDriftsStaysWithinIt() {
        Skew any = new Skew();
        for (long second = 0; second < 3_600; second++) {
            long truth = second / 20;
            dated(any, MeterTable.ZERO + 1_007 * second, truth);
            assertThat(truth).as("second %d", second).isBetween(any.least(), any.most());
        }
    }

    private static void dated(Skew skew, long now, long truth) {
        skew.hear(Math.floorDiv(now + truth, 1_000) * 1_000, now, now + 40);
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
