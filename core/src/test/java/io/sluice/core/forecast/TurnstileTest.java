package io.sluice.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TurnstileTest {
    private static final long NO_END = Long.MAX_VALUE - 1;

    private final Turnstile two = new Turnstile(2);

    @Test
    void theThirdCallPassesWhenTheFirstIsOver() {
        assertThat(two.enter(0, 0, 100, NO_END)).isZero();
        assertThat(two.enter(0, 0, 150, NO_END)).isZero();
        assertThat(two.enter(0, 0, 100, NO_END)).isEqualTo(100);
        assertThat(two.enter(0, 0, 100, NO_END)).isEqualTo(150);
    }

    @Test
    void aCallThatIsOrderedForLaterHoldsNoPlaceUntilThen() {
        assertThat(two.enter(0, 500, 100, NO_END)).isEqualTo(500);
        assertThat(two.enter(0, 500, 100, NO_END)).isEqualTo(500);
        assertThat(two.enter(0, 10, 100, NO_END)).isEqualTo(10);
        assertThat(two.enter(0, 450, 100, NO_END)).isEqualTo(600);
    }

    @Test
    void aCallThatWouldBeTooLateTakesNoPlace() {
        two.enter(0, 0, 100, NO_END);
        two.enter(0, 0, 100, NO_END);
        assertThat(two.enter(0, 0, 100, 99)).isEqualTo(Long.MAX_VALUE);
        assertThat(two.enter(0, 0, 100, 100)).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void neverMoreAtOnceAndNoneLaterThanNeeded(long seed) {
        Random random = new Random(seed);
        int most = 1 + random.nextInt(5);
        Turnstile turnstile = new Turnstile(most);
        List<long[]> inside = new ArrayList<>();
        for (long now = 0; now < 2_000; now += random.nextInt(5)) {
            long ready = now + random.nextInt(60);
            long took = 1L + random.nextInt(40);
            long expected = ready;
            while (!fits(inside, expected, took, most)) {
                expected++;
            }
            assertThat(turnstile.enter(now, ready, took, NO_END)).isEqualTo(expected);
            inside.add(new long[] {expected, expected + took});
        }
    }

    private static boolean fits(List<long[]> inside, long from, long took, int most) {
        for (long at = from; at < from + took; at++) {
            long instant = at;
            if (inside.stream()
                            .filter(call -> call[0] <= instant && instant < call[1])
                            .count()
                    >= most) {
                return false;
            }
        }
        return true;
    }
}
