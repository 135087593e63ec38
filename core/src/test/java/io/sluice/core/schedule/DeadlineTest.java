package io.sluice.core.schedule;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
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
        t.request("a", ANY, 1, Scheduler.NOW_OR_NEVER, true).expectCall("a", "alice");
        t.request("b", ANY, 1, Scheduler.NOW_OR_NEVER, true)
                .expectEnding("b", Result.DEADLINE_PASSED)
                .expectNoCall();
    }

    @Test
    void aDeadlineThatHasPassedOnArrivalIsAnsweredWithoutACall() {
        Timetable t = new Timetable(Settings.DEFAULT, 1).credential("alice").at(500);
        t.request("a", ANY, 1, 499, true).expectEnding("a", Result.DEADLINE_PASSED);
        t.request("b", ANY, 1, 500, true).expectEnding("b", Result.DEADLINE_PASSED);
        t.expectNoCall().request("c", ANY, 1, 501, true).expectCall("c", "alice");
    }

    @Test
    void aCallIsNotDecidedAfterTheDeadlineThoughNothingElseHappenedSince() {
        Timetable t = new Timetable(Settings.DEFAULT, 1).credential("alice").request("a");
        t.expectCall("a", "alice").request("b", ANY, 1, 100, true);
        long later = Timetable.DAY + 150;
        Outcome.Answered ok = new Outcome.Answered(
                Verdict.OK, 200, Timetable.DAY, later, Outcome.Refusal.NONE, List.of(), Map.of(), OptionalLong.empty());
        t.scheduler.outcome(t.newest("a").id(), ok, later);
        t.expectEnding("a", Result.OK).expectNoCall().at(150).expectEnding("b", Result.DEADLINE_PASSED);
    }

    @Test
    void aCallInFlightAtItsDeadlineIsLetFinish() {
        Timetable t = new Timetable().credential("alice").request("a", ANY, 1, 100, true);
        t.at(200).expectNoEnding().ok("a");
    }

    @Test
    void aCancelledRequestIsNotCalled() {
        Timetable t = new Timetable(Settings.DEFAULT, 1).credential("alice").requests("r", 3);
        t.scheduler.cancel(List.of("r2"), Timetable.DAY);
        t.expectEnding("r2", Result.CANCELLED)
                .expectCall("r1", "alice")
                .ok("r1")
                .expectCall("r3", "alice");
    }
}
