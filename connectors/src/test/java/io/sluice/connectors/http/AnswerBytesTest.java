package io.sluice.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts in the memory for answers. */
class AnswerBytesTest {
    /** The most bytes that may pass. */
    private static final long SMALL = 64 * 1024;

    private final AnswerBytes memory = new AnswerBytes(100, Runnable::run);
    private final List<String> granted = new ArrayList<>();

    @Test
    void whatComesWhileABodyWaitsCountsAndKeepsNoBodyFromBeingRead() {
        memory.take(50);
        memory.await(60, 40, () -> granted.add("a"));
        Runnable giveUp = memory.await(60, 40, () -> granted.add("b"));
        memory.await(40, 40, () -> granted.add("c"));
        assertThat(granted).isEmpty();

        memory.release(50);
        assertThat(granted).containsExactly("a");
        giveUp.run();
        assertThat(granted).containsExactly("a", "c");

        memory.release(60);
        assertThat(memory.full()).isFalse();
        memory.release(40);
        memory.take(50);
        assertThat(memory.placesOf(10)).as("half is free").isEqualTo(10);
    }

    @Test
    void whileABodyWaitsNoCallStartsThoughSomeMemoryIsFree() {
        memory.take(50);
        assertThat(memory.placesOf(10)).isEqualTo(10);
        Runnable giveUp = memory.await(51, 0, () -> granted.add("a"));

        assertThat(memory.full()).isTrue();
        assertThat(memory.placesOf(10)).isEqualTo(1);

        giveUp.run();
        assertThat(memory.full()).isFalse();
        assertThat(memory.placesOf(10)).isEqualTo(10);
    }

    @Test
    void anAnswerWithoutABodyWaitsForNoOther() {
        memory.take(100);
        memory.await(1, 0, () -> granted.add("a"));
        memory.await(0, 0, () -> granted.add("nothing"));

        assertThat(granted).containsExactly("nothing");
    }

    @Test
    void smallBodiesPassALargeOneThatDoesNotFitUntilASixteenthOfTheMemoryHasPassed() {
        AnswerBytes ample = new AnswerBytes(32 * SMALL, Runnable::run);
        ample.take(31 * SMALL);
        ample.await(2 * SMALL, 0, () -> granted.add("large"));
        ample.await(SMALL, 0, () -> granted.add("first"));
        ample.release(SMALL);
        ample.await(SMALL, 0, () -> granted.add("second"));
        ample.release(SMALL);
        ample.await(1, 0, () -> granted.add("third"));
        assertThat(granted).containsExactly("first", "second");

        ample.release(SMALL);
        assertThat(granted).containsExactly("first", "second", "large");
        ample.release(2 * SMALL);
        assertThat(granted).containsExactly("first", "second", "large", "third");
    }

    @Test
    void whatIsLargerThanASmallBodyPassesNone() {
        AnswerBytes ample = new AnswerBytes(32 * SMALL, Runnable::run);
        ample.take(30 * SMALL);
        ample.await(3 * SMALL, 0, () -> granted.add("first"));
        ample.await(SMALL + 1, 0, () -> granted.add("second"));

        assertThat(granted).isEmpty();
    }

    @Test
    void aLargeBodyThatGivesUpLeavesTheNextItsOwnToPass() {
        AnswerBytes ample = new AnswerBytes(32 * SMALL, Runnable::run);
        ample.take(30 * SMALL);
        Runnable giveUp = ample.await(3 * SMALL, 0, () -> granted.add("a"));
        ample.await(3 * SMALL, 0, () -> granted.add("b"));
        ample.await(SMALL, 0, () -> granted.add("c"));
        ample.await(SMALL, 0, () -> granted.add("d"));
        ample.release(SMALL);
        ample.await(SMALL, 0, () -> granted.add("e"));
        assertThat(granted).containsExactly("c", "d");

        giveUp.run();
        assertThat(granted).containsExactly("c", "d", "e");
    }

    @ParameterizedTest
    @CsvSource({"1, 65536", "134217728, 65536", "1073741824, 262144", "8589934592, 1048576"})
    void aBodyThatWaitsOverHttp2HasMoreRoomWhereThereIsMoreMemory(long most, int window) {
        assertThat(new AnswerBytes(most, Runnable::run).streamWindow()).isEqualTo(window);
    }
}
