package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.schemas.Answered;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class AnswerMemoryTest extends WithRig {
    private static final long NOON = 43_200_000;
    private static final long DAY = 86_400_000;

    @Test
    void anAnswerIsKnownForADay() {
        AnswerMemory memory = new AnswerMemory(rig.answers(), DAY);
        memory.put("a", answer(DAY + 5));

        assertThat(memory.find("a", 2 * DAY + 5)).isNotNull();
        assertThat(memory.find("a", 2 * DAY + 6)).isNull();
        assertThat(memory.find("b", DAY + 5)).isNull();
    }

    /** Who wrote it had a clock that was ahead, and who reads it takes over before that half day begins. */
    @Test
    void anAnswerOfTheNextHalfDayIsKnownToo() {
        new AnswerMemory(rig.answers(), NOON).put("a", answer(NOON));

        assertThat(new AnswerMemory(rig.answers(), NOON - 5_000).find("a", NOON - 5_000))
                .isNotNull();
    }

    private static Answered answer(long at) {
        return new Answered(ByteBuffer.allocate(1), ByteBuffer.allocate(1), at);
    }
}
