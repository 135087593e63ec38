package io.sluice.core.schedule;

import org.junit.jupiter.api.Test;

class DeadlineTest {
    private static final Eligible ANY = new Eligible.Any();

    @Test
    void aRequestThatWaitsIsAnsweredAtItsDeadline() {
        Timetable t = new Timetable(Settings.DEFAULT, 1)
                .credential("alice")
                .request("a")
                .expectCall("a", "alice");
        t.request("b", ANY, 1, 700, true).at(699).expectNoEnding().at(700).expectEnding("b", Result.DEADLINE_PASSED);
        t.ok("a").expectNoCall();
    }

    @Test
    void nowOrNeverIsCalledAtOnceOrAnswered() {
        Timetable t = new Timetable(Settings.DEFAULT, 1).credential("alice");
        t.request("a", ANY, 1, 0, true).expectCall("a", "alice");
        t.request("b", ANY, 1, 0, true)
                .expectEnding("b", Result.DEADLINE_PASSED)
                .expectNoCall();
    }

    @Test
    void aCallInFlightAtItsDeadlineIsLetFinish() {
        Timetable t = new Timetable().credential("alice").request("a", ANY, 1, 100, true);
        t.at(200).expectNoEnding().ok("a");
    }

    @Test
    void aCancelledRequestIsNotCalled() {
        Timetable t = new Timetable(Settings.DEFAULT, 1).credential("alice").requests("r", 3);
        t.scheduler.cancel("r2", Timetable.DAY);
        t.expectEnding("r2", Result.CANCELLED)
                .expectCall("r1", "alice")
                .ok("r1")
                .expectCall("r3", "alice");
    }
}
