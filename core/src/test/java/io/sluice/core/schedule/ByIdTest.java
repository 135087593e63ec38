package io.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class ByIdTest {
    @RepeatedTest(50)
    void itHoldsWhatAMapWouldHold(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        ById table = new ById(random.nextLong());
        Map<String, Pending> map = new HashMap<>();
        int ids = 1 + random.nextInt(400);
        for (int step = 0; step < 2_000; step++) {
            String id = "request-" + random.nextInt(ids);
            if (random.nextInt(5) < 2) {
                table.remove(id);
                map.remove(id);
            } else {
                Pending pending = Pendings.pending(1, id);
                table.put(pending);
                map.put(id, pending);
            }
            assertThat(table.size()).isEqualTo(map.size());
        }
        for (int i = 0; i < ids; i++) {
            assertThat(table.get("request-" + i)).isSameAs(map.get("request-" + i));
        }
        assertThat(table.stream()).containsExactlyInAnyOrderElementsOf(map.values());
    }

    @Test
    void idsThatCollideInAHashMapDoNotHere() {
        ById table = new ById(7);
        for (int i = 0; i < 1 << 16; i++) {
            table.put(Pendings.pending(1, colliding(i)));
        }
        assertThat(colliding(0).hashCode()).isEqualTo(colliding(12_345).hashCode());
        assertThat(table.size()).isEqualTo(1 << 16);
        assertThat(table.get(colliding(12_345)).id).isEqualTo(colliding(12_345));
    }

    /** Texts of "Aa" and "BB", which have one hash code. */
    private static String colliding(int number) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 16; bit++) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }
}
