package io.sluice.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long NOW = 1_000_000;

    @Test
    void beforeTheFirstAnswerTheLimitsAloneTell() {
        assertThat(new Pace(100, 8_000).left(NOW)).hasValue(8_000);
        assertThat(new Pace(100, 0).left(NOW)).isEmpty();
    }

    @Test
    void theStartOfThePipelineIsNoPartOfThePace() {
        Pace pace = new Pace(600, 0);
        pace.seen(0, NOW);
        pace.seen(1, NOW + 7_000);
        pace.seen(101, NOW + 8_000);
        assertThat(pace.left(NOW + 8_000)).hasValue(4_990);
    }

    @Test
    void theEndIsNotSoonerThanTheLimitsAllow() {
        Pace pace = new Pace(100, 8_000);
        pace.seen(1, NOW);
        pace.seen(91, NOW + 1_000);
        assertThat(pace.left(NOW + 1_000)).hasValue(6_920);
    }

    @Test
    void whatAnEarlierProcessAnsweredIsNoPartOfThePace() {
        Pace pace = new Pace(1_000, 10_000);
        pace.seen(900, NOW);
        assertThat(pace.left(NOW)).hasValue(1_000);
        pace.seen(920, NOW + 1_000);
        assertThat(pace.left(NOW + 1_000)).hasValue(4_000);
    }

    @Test
    void anAnswerOrAllOfThem() {
        Pace pace = new Pace(2, 0);
        pace.seen(1, NOW);
        assertThat(pace.left(NOW)).isEmpty();
        pace.seen(2, NOW + 10);
        assertThat(pace.left(NOW + 10)).hasValue(0);
    }
}
