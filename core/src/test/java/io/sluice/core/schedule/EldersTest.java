package io.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Cost;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EldersTest {
    private final Elders elders = new Elders();

    @Test
    void theOneThatCameFirstIsTheOldestWheneverItBeganToWait() {
        Pending late = waiting(7);
        Pending early = waiting(3);
        assertThat(elders.first()).isSameAs(early);
        elders.remove(early);
        assertThat(elders.first()).isSameAs(late);
        elders.remove(late);
        assertThat(elders.first()).isNull();
    }

    @Test
    void oneThatComesBackIsTheOldestAgain() {
        Pending late = waiting(7);
        Pending early = waiting(3);
        elders.remove(early);
        elders.put(early);
        elders.put(early);
        assertThat(elders.first()).isSameAs(early);
        elders.remove(early);
        assertThat(elders.first()).isSameAs(late);
    }

    private Pending waiting(long ticket) {
        Request request = new Request(
                ticket,
                "request-" + ticket,
                "provider",
                "other",
                new Eligible.Any(),
                Map.of(),
                Cost.ONE,
                Scheduler.NEVER,
                1_000,
                true,
                new Progress(0, 0, 0, 0));
        Pending pending = new Pending(request, null);
        elders.put(pending);
        return pending;
    }
}
