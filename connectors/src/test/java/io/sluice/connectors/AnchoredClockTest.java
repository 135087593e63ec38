package io.sluice.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnchoredClockTest {
    private static final long START = 1_000_000;
    private static final long HOUR = 3_600_000;

    private long wall = START;
    private long awake = 77;
    private OptionalLong sinceBoot = OptionalLong.of(5_000);
    private int bootLooks;
    private int pauses;
    private final Clock clock = new AnchoredClock(this::lookAtTheWall, this::nanos, () -> {
        bootLooks++;
        return sinceBoot;
    });

    @Test
    void itCountsFromItsAnchor() {
        assertThat(clock.millis()).isEqualTo(START);
        pass(1_234);
        assertThat(clock.millis()).isEqualTo(START + 1_234);
    }

    @Test
    void timeThatTheMachineSleptHasPassed() {
        pass(10_000);
        clock.millis();
        sleep(3 * HOUR);
        pass(100);
        assertThat(clock.millis()).isEqualTo(wall).isEqualTo(START + 3 * HOUR + 10_100);
        sleep(HOUR);
        pass(100);
        assertThat(clock.millis()).isEqualTo(wall);
    }

    @Test
    void theFirstLookAfterASleepTellsTheTime() {
        pass(10_000);
        clock.millis();
        sleep(HOUR);
        assertThat(clock.millis()).isEqualTo(wall);
    }

    @Test
    void aWallClockThatStaysAheadCostsALookTenTimesASecond() {
        wall += HOUR;
        clock.millis();
        int before = bootLooks;
        for (int i = 0; i < 1_000; i++) {
            pass(1);
            clock.millis();
        }
        assertThat(bootLooks - before).isBetween(9, 10);
    }

    @Test
    void aSleepIsSeenWhileTheWallClockStaysAhead() {
        wall += HOUR;
        clock.millis();
        sleep(HOUR);
        assertThat(clock.millis()).isEqualTo(wall - HOUR);
    }

    @Test
    void aPauseOfThisProcessWhileItLooksIsNoSleep() {
        pass(10_000);
        pauses = 2;
        clock.millis();
        assertThat(clock.millis()).isEqualTo(wall);
        pass(1_000);
        assertThat(clock.millis()).isEqualTo(wall);
    }

    @Test
    void aWallClockThatIsSetForwardOpensNothing() {
        wall += HOUR;
        pass(50_000);
        assertThat(clock.millis()).isEqualTo(START + 50_000);
    }

    @Test
    void afterASleepAWallClockThatIsSetForwardOpensNothingEither() {
        sleep(HOUR);
        pass(100);
        assertThat(clock.millis()).isEqualTo(wall);
        wall += HOUR;
        pass(50_000);
        assertThat(clock.millis()).isEqualTo(wall - HOUR);
    }

    @Test
    void ofAJumpThatIsLongerThanTheSleepTheSleepIsTaken() {
        sleep(HOUR);
        wall += HOUR;
        pass(100);
        assertThat(clock.millis()).isEqualTo(START + HOUR + 100);
    }

    @Test
    void whereNobodyTellsOfSleepAJumpForwardIsSuspect() {
        sinceBoot = OptionalLong.empty();
        Clock unsure = new AnchoredClock(() -> wall, this::nanos, () -> sinceBoot);
        wall += HOUR;
        pass(1_000);
        assertThat(unsure.millis()).isEqualTo(START + 1_000);
    }

    @Test
    void aWallClockThatIsSetBackIsMetSlowlyAndNeverBackwards() {
        wall -= 60_000;
        long before = clock.millis();
        for (int i = 0; i < 300_000; i++) {
            pass(3);
            long now = clock.millis();
            assertThat(now).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(before + 3);
            before = now;
        }
        assertThat(before - wall).isBetween(0L, 2_000L);
    }

    @Test
    void smallDifferencesChangeNothing() {
        wall += 1_900;
        pass(60_000);
        assertThat(clock.millis()).isEqualTo(START + 60_000);
    }

    @Test
    void theMachineTellsHowLongItRuns() {
        Clock real = Clock.anchored();
        assertThat(Math.abs(real.millis() - System.currentTimeMillis())).isLessThan(1_000);
        assertThat(BootTime.sinceBoot().orElse(1)).isPositive();
    }

    /** The process is stopped just before it reads the wall clock, as often as a test says. */
    private long lookAtTheWall() {
        if (pauses > 0) {
            pauses--;
            pass(5_000);
        }
        return wall;
    }

    private long nanos() {
        return TimeUnit.MILLISECONDS.toNanos(awake);
    }

    /** Time passes while the machine is awake. */
    private void pass(long millis) {
        awake += millis;
        sleep(millis);
    }

    private void sleep(long millis) {
        wall += millis;
        sinceBoot = sinceBoot.isPresent() ? OptionalLong.of(sinceBoot.getAsLong() + millis) : sinceBoot;
    }
}
