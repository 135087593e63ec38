package io.sluice.core.simulation;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A few hundred hours of random worlds. {@link Main} runs as many as wanted. */
class SimulationTest {
    @Test
    void limitsThatAreLearnedAreUsedInEveryWorld() {
        LongStream.range(0, 40)
                .map(number -> number * Saturated.EVERY)
                .parallel()
                .forEach(seed -> assertThatCode(() -> Saturated.run(seed))
                        .as(Main.replay(seed))
                        .doesNotThrowAnyException());
    }

    @Test
    void noHourOfARandomWorldBreaksAnInvariant() {
        LongStream.range(0, 300)
                .parallel()
                .forEach(seed -> assertThatCode(() -> Scenario.run(seed))
                        .as(Main.replay(seed))
                        .doesNotThrowAnyException());
    }
}
