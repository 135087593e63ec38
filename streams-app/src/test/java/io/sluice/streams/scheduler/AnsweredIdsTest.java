package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said without the store of ids that were answered and of others. */
class AnsweredIdsTest {
    private static final long HALF_DAY = AnswerMemory.HALF_DAY.toMillis();

    @Test
    void anIdThatWasAnsweredIsNeverDenied() {
        AnsweredIds ids = new AnsweredIds(Long.MIN_VALUE);
        IntStream.range(0, 50_000).forEach(i -> ids.add("id-" + i, 0));
        assertThat(IntStream.range(0, 50_000)).allMatch(i -> ids.mayHold("id-" + i, 0));
    }

    @Test
    void almostEveryOtherIsDeniedUpToAMillionAnswers() {
        AnsweredIds ids = new AnsweredIds(Long.MIN_VALUE);
        IntStream.range(0, 1_000_000).forEach(i -> ids.add("id-" + i, 0));
        long falseAlarms = IntStream.range(0, 100_000)
                .filter(i -> ids.mayHold("other-" + i, 0))
                .count();
        assertThat(falseAlarms).isLessThan(2_000);
    }

    @Test
    void halfDaysThatBeganBeforeTheTaskAreAskedOfTheStore() {
        AnsweredIds ids = new AnsweredIds(HALF_DAY);
        assertThat(ids.mayHold("a", 0)).isTrue();
        assertThat(ids.mayHold("a", HALF_DAY)).isFalse();
    }

    @Test
    void anAnswerIsRememberedOverTwoHalfDays() {
        AnsweredIds ids = new AnsweredIds(Long.MIN_VALUE);
        ids.add("a", 0);
        ids.add("b", 2 * HALF_DAY);
        assertThat(ids.mayHold("a", 0)).isTrue();
        ids.add("c", 3 * HALF_DAY);
        assertThat(ids.mayHold("a", 0)).isFalse();
    }
}
