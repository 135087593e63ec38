package io.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Promise 2: a call is made at most once. */
class CallPromisesTest {
    @Test
    void aCallSaysFromWhenUntilWhenItMayLeaveAndWhenItsLeaseEnds() {
        Timetable t = new Timetable().credential("alice").request("a");
        Call call = t.newest("a");
        assertThat(call.notBefore()).isEqualTo(Timetable.DAY);
        assertThat(call.startBy()).isEqualTo(Timetable.DAY + 5_000);
        assertThat(call.lease()).isEqualTo(Timetable.DAY + 5_000 + 30_000 + 1_000);
    }

    @Test
    void aCallThatWasNotStartedUsesNoAttemptAndGoesAgain() {
        Timetable t = new Timetable().credential("alice").post("a").expectCall("a", "alice");
        t.outcome("a", new Outcome.NotStarted("late", Outcome.NotStarted.Cause.LATE));
        assertThat(t.newest("a").attempt()).isEqualTo(1);
        assertThat(t.newest("a").number()).isEqualTo(2);
    }

    @Test
    void aCallThatNoCallerCanEverStartEndsItsRequestAtOnceWithTheReason() {
        Timetable t = new Timetable().credential("alice").credential("bob");
        t.request("a").expectCall("a", "bob");
        t.outcome("a", new Outcome.NotStarted("the method is odd", Outcome.NotStarted.Cause.REQUEST));
        assertThat(t.endings.element().code()).isEqualTo("bad-request");
        assertThat(t.endings.element().reason()).isEqualTo("the method is odd");
        t.expectEnding("a", Result.REJECTED).expectNoCall();
        t.request("b").expectCall("b", "alice").request("c").expectCall("c", "bob");
    }

    @Test
    void whatWasOrderedTwiceAndNeverStartedIsRejectedAlsoAfterARestart() {
        Timetable t = new Timetable().credential("alice").request("a").expectCall("a", "alice");
        late(t, "a").expectCall("a", "alice").restart();
        t.outcome("a", new Outcome.NotStarted("the method is odd", Outcome.NotStarted.Cause.REQUEST));
        t.expectEnding("a", Result.REJECTED).expectNoCall();
    }

    @Test
    void whatWasCalledBeforeItsCallsBecameImpossibleIsGivenUp() {
        Timetable t = new Timetable().credential("alice").request("a").expectCall("a", "alice");
        t.answer("a", Verdict.TRANSIENT, 500).at(300_000).expectCall("a", "alice");
        t.outcome("a", new Outcome.NotStarted("the method is odd", Outcome.NotStarted.Cause.REQUEST));
        t.expectEnding("a", Result.GAVE_UP).expectNoCall();
    }

    @Test
    void anEgressWhoseCallerFindsTwoCallsInARowTooLateIsHeldLongerAndLonger() {
        Timetable t = new Timetable().credential("alice").request("a").expectCall("a", "alice");
        late(t, "a").expectCall("a", "alice");
        late(t, "a").expectWait("a", Wait.Why.HOLD).expectNoCall();
        assertThat(t.alerts)
                .singleElement()
                .isEqualTo(new Alert(
                        "api@default",
                        Alert.Kind.CALLER_LATE,
                        "calls reach the caller too late to start: its clock is ahead, or its load is too high",
                        Timetable.DAY + 1_000));
        t.at(999).expectCallAt("a", 1_000).at(1_000);
        late(t, "a").expectNoCall().at(3_000).expectCallAt("a", 3_000);
        for (int i = 0; i < 10; i++) {
            late(t, "a").at(1_000_000L * (i + 1)).expectCalls(1);
        }
        late(t, "a").at(10_059_700).expectNoCall().at(10_060_000).expectCallAt("a", 10_060_000);
        t.ok("a");
    }

    @Test
    void ofManyCallsThatAreTooLateTogetherTheHoldDoesNotGrow() {
        Timetable t = new Timetable().credential("alice").requests("r", 10).expectCalls(10);
        for (int i = 1; i <= 10; i++) {
            late(t, "r" + i);
        }
        t.expectCalls(1).at(700).expectNoCall();
        assertThat(t.alerts).hasSize(1);
        t.at(1_000).expectCalls(9);
    }

    @Test
    void anyOtherOutcomeOfAnEgressProvesThatItsCallerIsNotLate() {
        Timetable t = new Timetable().credential("alice").requests("r", 2).expectCalls(2);
        late(t, "r1").expectCall("r1", "alice");
        t.ok("r2");
        late(t, "r1").expectCall("r1", "alice");
        assertThat(t.alerts).isEmpty();
        late(t, "r1").expectNoCall();
    }

    @Test
    void aCallThatItsDeadlineMadeLateProvesNothingOfTheCaller() {
        Timetable t = new Timetable().credential("alice").request("soon", new Eligible.Any(), 1, 40, true);
        t.expectCall("soon", "alice").at(10);
        late(t, "soon").expectCall("soon", "alice").at(20);
        late(t, "soon").expectCall("soon", "alice").at(30);
        late(t, "soon").request("other").expectCalls(2);
        assertThat(t.alerts).isEmpty();
    }

    @Test
    void callsFromBeforeARestartCountOnceTheirCallerProvesToBeBusyWithThem() {
        Timetable t = new Timetable(Settings.DEFAULT, 4).credential("alice").requests("long", 4);
        t.expectCalls(4).restart().requests("r", 4).expectCalls(4).at(5_001);
        late(t, "r1").ok("long1");
        late(t, "r2");
        late(t, "r3").expectNoCall();
        late(t, "r4").expectCalls(1).at(20_000).expectNoCall();
        assertThat(t.alerts).isEmpty();

        t.ok("long2").expectCalls(1);
    }

    private static Timetable late(Timetable t, String request) {
        return t.outcome(request, new Outcome.NotStarted("late", Outcome.NotStarted.Cause.LATE));
    }

    @Test
    void aLostOutcomeOfAPostIsUnknown() {
        Timetable t = new Timetable().credential("alice").post("a").expectCall("a", "alice");
        t.outcome("a", new Outcome.Lost("timed out", Timetable.DAY, Timetable.DAY + 30_000));
        t.expectEnding("a", Result.UNKNOWN_OUTCOME).expectNoCall();
    }

    @Test
    void aLostOutcomeOfAGetIsTriedAgainAfterABackoff() {
        Timetable t = new Timetable().credential("alice").request("a").expectCall("a", "alice");
        t.outcome("a", new Outcome.Lost("timed out", Timetable.DAY, Timetable.DAY + 30_000));
        t.expectWait("a", Wait.Why.BACKOFF).at(1_001).expectCall("a", "alice");
    }

    @Test
    void aLeaseEndsOnlyAfterAMarkWrittenLater() {
        Timetable t = new Timetable().credential("alice").post("a").expectCall("a", "alice");
        t.at(600_000).expectNoEnding();
        t.scheduler.mark(Timetable.DAY + 36_000, Timetable.DAY + 600_000);
        t.expectNoEnding();
        t.scheduler.mark(Timetable.DAY + 36_001, Timetable.DAY + 600_000);
        t.expectEnding("a", Result.UNKNOWN_OUTCOME);
    }

    @Test
    void aLateOutcomeChangesNothing() {
        Timetable t = new Timetable().credential("alice").post("a").expectCall("a", "alice");
        Call call = t.newest("a");
        t.scheduler.mark(Timetable.DAY + 40_000, Timetable.DAY + 40_000);
        t.expectEnding("a", Result.UNKNOWN_OUTCOME);
        boolean known = t.scheduler.outcome(
                call.id(),
                new Outcome.Answered(
                        Verdict.OK,
                        200,
                        Timetable.DAY,
                        Timetable.DAY + 1,
                        Outcome.Refusal.NONE,
                        java.util.List.of(),
                        java.util.Map.of(),
                        java.util.OptionalLong.empty()),
                Timetable.DAY + 41_000);
        assertThat(known).isFalse();
        t.expectNoEnding();
    }

    @Test
    void a500ToAPostIsFinalSinceItMayHaveHappened() {
        Timetable t = new Timetable().credential("alice").post("a").expectCall("a", "alice");
        t.answer("a", Verdict.TRANSIENT, 500).expectEnding("a", Result.HTTP_ERROR);
    }

    @Test
    void refusedConnectionsAreTriedAgainEvenForAPost() {
        Timetable t = new Timetable().credential("alice").post("a").expectCall("a", "alice");
        t.outcome("a", new Outcome.NotSent("connection refused", Outcome.NotSent.Extent.EGRESS))
                .expectWait("a", Wait.Why.BACKOFF);
        t.at(2_100).expectCall("a", "alice");
    }

    @Test
    void attemptsAreUsedUpOnTroubleThatCouldHavePassed() {
        Timetable t = new Timetable().credential("alice").request("a");
        for (int attempt = 1; attempt < 5; attempt++) {
            assertThat(t.newest("a").attempt()).isEqualTo(attempt);
            t.answer("a", Verdict.TRANSIENT, 502).at(attempt * 300_000L);
        }
        t.answer("a", Verdict.TRANSIENT, 502).expectEnding("a", Result.GAVE_UP);
    }

    @Test
    void noAnnouncementNoCalls() {
        Timetable t = new Timetable().credential("far", "far", "app", "elsewhere");
        t.request("a").expectWait("a", Wait.Why.CALLER_ABSENT).expectNoCall();
        t.scheduler.places("elsewhere", "caller-2", 1, Timetable.DAY + 5);
        t.expectCall("a", "far")
                .request("b")
                .expectWait("b", Wait.Why.CALLER_BUSY)
                .ok("a")
                .expectCall("b", "far");
    }
}
