package io.sluice.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where calls at the same time are counted, they come after one another, and none is ever one too many. */
class ThrongTest {
    private static final int SEEDS = 200;

    static Stream<Mutant> mutants() {
        return Stream.of(
                Mutant.of(
                        "a place is free though others were to have it",
                        "meter/ConcurrentMeter.java",
                        "if (place.isFree()) {",
                        "if (!place.isFree() || place.units > 0) {"),
                Mutant.of(
                        "two calls come after one",
                        "meter/ConcurrentMeter.java",
                        "        place.add(debit);\n        succeeded.remove(place);",
                        "        debit.place = place;\n        succeeded.remove(place);"),
                Mutant.of(
                        "a large call comes after a small one",
                        "meter/ConcurrentMeter.java",
                        "quota.taken(cost) == first.units && ",
                        ""));
    }

    @Test
    void noCallIsOneTooManyWhileManyComeAfterOthers() {
        long often = LongStream.range(0, 100)
                .parallel()
                .mapToDouble(Throng::run)
                .filter(share -> share > 0.2)
                .count();
        assertThat(often).isGreaterThan(50);
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void aFaultIsFound(Mutant mutant) throws ReflectiveOperationException {
        assertThat(mutant.found(Throng.class, SEEDS, Throng::run))
                .as(mutant + " lives after " + SEEDS + " seeds")
                .isPresent();
    }
}
