package io.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

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

    @Test
    void thoseWhoLeaveAreForgottenThoughTheOldestStays() {
        Timetable t = new Timetable(Settings.DEFAULT, 1)
                .credential("alice")
                .request("stays", new Eligible.One("bob"), 1, Scheduler.NEVER, true);
        for (int i = 0; i < 1_000; i++) {
            t.request("r" + i);
        }
        for (int i = 0; i < 1_000; i++) {
            t.expectCall("r" + i, "alice").ok("r" + i);
        }
        assertThat(t.scheduler.providers.get("api").elders.size()).isEqualTo(1);
        assertThat(t.scheduler.providers.get("api").elders.first().id).isEqualTo("stays");
    }

    @Test
    void oneThatIsOfAnotherProvidersFileIsTakenAllTheSame() {
        Timetable t = new Timetable(Settings.DEFAULT, 1)
                .credential("alice")
                .request("a")
                .request("b")
                .expectCall("a", "alice")
                .ok("a")
                .expectCall("b", "alice")
                .file(Timetable.endpoint("other"));
        t.answer("b", Verdict.TRANSIENT, 500);
        assertThat(t.scheduler.providers.get("api").elders.first().id).isEqualTo("b");
    }

    private Pending waiting(long ticket) {
        Pending pending = Pendings.pending(ticket, "request-" + ticket);
        elders.put(pending);
        return pending;
    }
}
