package io.sluice.bench.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Test;

class TimesTest {
    private static final int REQUESTS = 10_000;
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

    @Test
    void aRateIsHeldWhereResponsesKeepItsPace() {
        assertThat(answeredAfter(number -> 40).isHeld()).isTrue();
        assertThat(answeredAfter(number -> 2_500).isHeld()).isTrue();
    }

    @Test
    void aRateIsNotHeldWhereResponsesFallBehind() {
        // 5 % slower than requests come: the last of 10 s is half a second late.
        assertThat(answeredAfter(number -> 40 + number / 20).isHeld()).isFalse();
    }

    @Test
    void percentilesCountFromWhenARequestWasDue() {
        Latencies latencies = answeredAfter(number -> 1 + number / 100).untilAnswered();
        assertThat(latencies.millis(50)).isBetween(49.9, 50.1);
        assertThat(latencies.millis(99)).isBetween(98.9, 99.1);
        assertThat(latencies.maxMillis()).isBetween(99.9, 100.1);
    }

    /** A request each ms, answered so many ms later. */
    private static Times answeredAfter(IntToLongFunction millis) {
        Times times = new Times(REQUESTS);
        for (int number = 0; number < REQUESTS; number++) {
            times.handedIn(number, MILLI * (1 + number));
            times.answered(number, MILLI * (1 + number + millis.applyAsLong(number)));
        }
        return times;
    }
}
