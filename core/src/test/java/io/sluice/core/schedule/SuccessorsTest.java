package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Window;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Calls that take the places of others, where calls at the same time are counted; answers take half a second. */
class SuccessorsTest {
    private static final Limit TWO = limit("at-once", 2, new Window.Concurrent());
    private static final Eligible ANY = new Eligible.Any();

    /** The time that answers take is known, and nobody is in flight. */
    private static Timetable warm(Timetable t) {
        return t.request("warm").expectCalls(1).at(500).ok("warm");
    }

    private static List<String> next(Timetable t) {
        List<String> next = new ArrayList<>();
        while (!t.calls.isEmpty()) {
            Call call = t.calls.remove();
            next.add(call.requestId() + call.after());
        }
        return next;
    }

    @Test
    void whileNothingIsKnownOfAnswersNobodyComesAfterAnother() {
        Timetable t = new Timetable(TWO).credential("alice").requests("r", 4);
        assertThat(next(t)).containsExactly("r1[]", "r2[]");
    }

    @Test
    void aPlaceIsGivenAwayWhileACallHasIt() {
        Timetable t = warm(new Timetable(TWO).credential("alice")).requests("r", 5);
        assertThat(next(t)).containsExactly("r1[]", "r2[]", "r3[r1#1]", "r4[r2#1]");

        t.at(1_000).ok("r1");
        assertThat(next(t)).containsExactly("r5[r3#1]");
    }

    @Test
    void whereTheStatusDoesNotTellRefusalsNobodyComesAfterAnother() {
        Timetable t = new Timetable(TWO);
        Provider told = t.provider;
        Provider hidden = new Provider(
                told.name(),
                told.endpoints(),
                told.concurrency(),
                told.backoff(),
                told.emptyPoolMillis(),
                told.maxRefusals(),
                told.holdScopes(),
                told.learn(),
                false);
        t.scheduler.provider(hidden, t.now);
        warm(t.credential("alice")).requests("r", 4);
        assertThat(next(t)).containsExactly("r1[]", "r2[]");

        t.at(1_000).ok("r1");
        assertThat(next(t)).containsExactly("r3[]");
    }

    @Test
    void whoWaitedBeforeThePlaceWasFreeComesAfterItsCall() {
        Timetable t = new Timetable(TWO)
                .credential("alice")
                .requests("r", 4)
                .expectCalls(2)
                .at(500)
                .ok("r1");
        assertThat(next(t)).containsExactly("r3[]", "r4[r2#1]");
    }

    @Test
    void aFreePlaceIsTakenBeforeOneThatWillBe() {
        Limit one = limit("at-once", 1, new Window.Concurrent(), Dimension.Fixed.CREDENTIAL);
        Timetable t = new Timetable(one).credential("alice").credential("bob").requests("w", 2);
        t.expectCalls(2)
                .at(500)
                .ok("w1")
                .ok("w2")
                .requests("r", 2)
                .expectCalls(2)
                .at(600);
        String free = t.newest("r2").credential();

        t.ok("r2").request("next").expectCall("next", free);
    }

    @Test
    void aCallThatMustGoNowOrNeverComesAfterNobody() {
        Timetable t =
                warm(new Timetable(TWO).credential("alice")).requests("r", 2).expectCalls(2);
        t.request("now", ANY, 1, Scheduler.NOW_OR_NEVER, true)
                .expectNoCall()
                .expectEnding("now", Result.DEADLINE_PASSED);
    }

    @Test
    void nobodyComesAfterACallByAnotherWay() {
        Timetable t = new Timetable(TWO).credential("near").credential("far", "far", "app", "elsewhere");
        t.scheduler.places("elsewhere", "caller-2", 16, t.now);
        Eligible near = new Eligible.One("near");
        t.request("w", near, 1, Scheduler.NEVER, true).expectCalls(1).at(500).ok("w");
        t.scheduler.places("elsewhere", "caller-2", 16, t.now);
        t.request("r1", near, 1, Scheduler.NEVER, true)
                .request("r2", near, 1, Scheduler.NEVER, true)
                .expectCalls(2);

        t.request("r3", new Eligible.One("far"), 1, Scheduler.NEVER, true).expectNoCall();
        t.request("r4", near, 1, Scheduler.NEVER, true);
        assertThat(next(t)).containsExactly("r4[r1#1]");
    }

    @Test
    void whereAnotherBudgetIsSpentNobodyComesAfter() {
        Limit rate = limit("rate", 3, Timetable.firstCall(60_000));
        Timetable t = warm(new Timetable(TWO, rate).credential("alice")).requests("r", 3);
        assertThat(next(t)).containsExactly("r1[]", "r2[]");
    }

    @Test
    void noSmallRequestTakesThePlaceThatAnOlderLargeOneWaitsFor() {
        Timetable t =
                warm(new Timetable(TWO).credential("alice")).requests("r", 2).expectCalls(2);
        t.request("large", ANY, 2, Scheduler.NEVER, true).requests("s", 2).expectNoCall();
        t.at(1_000).ok("r1").expectNoCall().ok("r2");
        assertThat(next(t)).containsExactly("large[]");
    }

    @Test
    void afterAnErrorItsPlaceIsGivenAwayOnlyWhenItIsFree() {
        Timetable t = warm(new Timetable(TWO).credential("alice")).requests("r", 5);
        assertThat(next(t)).containsExactly("r1[]", "r2[]", "r3[r1#1]", "r4[r2#1]");

        t.at(1_000).answer("r1", Verdict.FAILED, 409).expectNoCall();
        t.outcome("r3", new Outcome.NotStarted("place-gone", Outcome.NotStarted.Cause.PLACE_GONE));
        assertThat(next(t)).containsExactly("r3[]", "r5[r3#2]");
    }

    @Test
    void nobodyWaitsLongForACallThatHangs() {
        Timetable t =
                warm(new Timetable(TWO).credential("alice")).requests("r", 3).expectCalls(3);
        assertThat(t.newest("r1").startBy() - t.newest("r1").notBefore()).isEqualTo(5_000);
        assertThat(t.newest("r3").startBy() - t.newest("r3").notBefore()).isEqualTo(200 + 2 * 500);
    }

    @Test
    void callersAreNotLateWhoHadToWaitForAPlace() {
        Timetable t =
                warm(new Timetable(TWO).credential("alice")).requests("r", 4).expectCalls(4);
        t.outcome("r3", new Outcome.NotStarted("late", Outcome.NotStarted.Cause.LATE))
                .outcome("r4", new Outcome.NotStarted("late", Outcome.NotStarted.Cause.LATE));
        assertThat(t.alerts).isEmpty();
    }

    @Test
    void aPlaceThatIsGoneIsNotGivenAwayAgain() {
        Timetable t =
                warm(new Timetable(TWO).credential("alice")).requests("r", 3).expectCalls(3);
        t.outcome("r3", new Outcome.NotStarted("place-gone", Outcome.NotStarted.Cause.PLACE_GONE));
        assertThat(next(t)).containsExactly("r3[r2#1]");
        t.outcome("r3", new Outcome.NotStarted("place-gone", Outcome.NotStarted.Cause.PLACE_GONE))
                .expectNoCall();

        t.at(1_000).ok("r1");
        assertThat(next(t)).containsExactly("r3[]");
        assertThat(t.alerts).isEmpty();
    }

    @Test
    void afterARestartThosePlacesAreKeptThatWereGivenAway() {
        Timetable t = warm(new Timetable(TWO).credential("alice"))
                .requests("r", 4)
                .expectCalls(4)
                .restart();
        t.requests("s", 2).expectNoCall().at(1_000).ok("r1").expectNoCall().ok("r2");
        assertThat(next(t)).containsExactly("s1[r3#1]", "s2[r4#1]");
    }

    @Test
    void whereAnswersTakeLongNobodyComesAfter() {
        Timetable t = new Timetable(TWO)
                .credential("alice")
                .request("w")
                .expectCalls(1)
                .at(3_000)
                .ok("w");
        t.requests("r", 3);
        assertThat(next(t)).containsExactly("r1[]", "r2[]");
    }

    @Test
    void whereAnswersTakeLittleManyComeAfterOne() {
        Limit one = limit("at-once", 1, new Window.Concurrent());
        Timetable t = new Timetable(one)
                .credential("alice")
                .request("w")
                .expectCalls(1)
                .at(50)
                .ok("w");
        t.requests("r", 9);
        assertThat(next(t)).containsExactly("r1[]", "r2[r1#1]", "r3[r2#1]", "r4[r3#1]", "r5[r4#1]");
    }
}
