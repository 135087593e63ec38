package io.sluice.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts in the memory for answers. */
class AnswerBytesTest {
    private final AnswerBytes memory = new AnswerBytes(100, Runnable::run);
    private final List<String> granted = new ArrayList<>();

    @Test
    void whatComesWhileABodyWaitsKeepsFurtherCallsFromStartingAndNoBodyFromBeingRead() {
        memory.take(50);
        memory.await(60, 40, () -> granted.add("a"));
        assertThat(memory.full()).isFalse();
        assertThat(memory.placesOf(10)).isEqualTo(2);
        Runnable giveUp = memory.await(60, 40, () -> granted.add("b"));
        memory.await(40, 40, () -> granted.add("c"));
        assertThat(memory.full()).isTrue();
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

    @ParameterizedTest
    @CsvSource({"1, 65536", "134217728, 65536", "1073741824, 262144", "8589934592, 1048576"})
    void aBodyThatWaitsOverHttp2HasMoreRoomWhereThereIsMoreMemory(long most, int window) {
        assertThat(new AnswerBytes(most, Runnable::run).streamWindow()).isEqualTo(window);
    }
}
