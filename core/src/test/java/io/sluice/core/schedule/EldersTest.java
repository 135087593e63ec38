package io.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EldersTest {
    private final Elders elders = new Elders();

    @Test
    void theOneThatCameFirstIsTheOldestWheneverItBeganToWait() {
        Pending late = waiting(7);
        Pending early = waiting(3);
        assertThat(elders.oldest()).isSameAs(early);
        early.stage = Pending.Stage.IN_FLIGHT;
        assertThat(elders.oldest()).isSameAs(late);
        late.stage = Pending.Stage.ANSWERED;
        assertThat(elders.oldest()).isNull();
    }

    @Test
    void oneThatComesBackIsTheOldestAgain() {
        waiting(7);
        Pending early = waiting(3);
        early.stage = Pending.Stage.IN_FLIGHT;
        elders.oldest();
        early.stage = Pending.Stage.BACKING_OFF;
        elders.add(early);
        elders.add(early);
        assertThat(elders.oldest()).isSameAs(early);
        early.stage = Pending.Stage.ANSWERED;
        assertThat(elders.oldest()).extracting(oldest -> oldest.id).isEqualTo("request-7");
    }

    @Test
    void oneThatIsOfAnotherProvidersFileIsTakenAllTheSame() {
        Pending pending = waiting(3);
        Elders ofTheNewFile = new Elders();
        ofTheNewFile.add(pending);
        assertThat(ofTheNewFile.oldest()).isSameAs(pending);
    }

    @Test
    void thoseWhoLeaveAreForgottenThoughTheOldestStays() {
        Pending stays = waiting(1);
        List<Pending> listed = new ArrayList<>();
        for (int ticket = 2; ticket <= 10_000; ticket++) {
            Pending passes = waiting(ticket);
            passes.stage = Pending.Stage.ANSWERED;
            listed.add(passes);
        }
        assertThat(listed.stream().filter(pending -> pending.elders != null)).hasSizeLessThan(3_000);
        assertThat(elders.oldest()).isSameAs(stays);
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
        pending.stage = Pending.Stage.IN_LINE;
        elders.add(pending);
        return pending;
    }
}
