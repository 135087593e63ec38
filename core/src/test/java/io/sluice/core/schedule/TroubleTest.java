package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.HoldRule;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Trouble that is neither a want of budget nor the request's own fault. */
class TroubleTest {
    private static final Outcome UNREACHABLE = new Outcome.NotSent("connection refused", Outcome.NotSent.Extent.EGRESS);

    private static Timetable ask(Timetable t, String id, String credential) {
        return t.request(id, new Eligible.One(credential), 1, Scheduler.NEVER, true);
    }

    private static Timetable twoWays() {
        Timetable t = new Timetable().credential("near").credential("far", "far", "app", "elsewhere");
        t.scheduler.places("elsewhere", "caller-2", 16, Timetable.DAY);
        return t;
    }

    @Test
    void whatOneEgressCannotReachIsCalledFromTheOther() {
        Timetable t = ask(twoWays(), "a", "far").expectCall("a", "far").outcome("a", UNREACHABLE);
        t.expectWait("a", Wait.Why.BACKOFF);
        ask(t, "b", "far").expectWait("b", Wait.Why.HOLD);
        ask(t, "c", "near").expectCall("c", "near");
    }

    @Test
    void whereThereIsOneWayTheProviderIsClosed() {
        Timetable t = ask(new Timetable().credential("alice").credential("bob"), "a", "alice");
        t.outcome("a", UNREACHABLE).expectWait("a", Wait.Why.BACKOFF);
        ask(t, "b", "bob").expectWait("b", Wait.Why.HOLD);
    }

    /** Calls in vain use up attempts, and nobody knows when the trouble is over. */
    @Test
    void whileNothingCanBeReachedOneCallIsMadeInVainForEachHoldAndNoneIsLongerThanFiveMinutes() {
        Timetable t = new Timetable().credential("alice");
        callInVain(t, id -> t.outcome(id, UNREACHABLE));
    }

    /** An answer may take ten minutes: who can be reached at all shows sooner. */
    @Test
    void aCallThatTakesLongKeepsTheOthersBackForFiveSeconds() {
        Timetable t = new Timetable().credential("alice");
        t.request("a").expectCall("a", "alice").at(10).outcome("a", UNREACHABLE);
        t.request("b").at(1_010);
        failAll(t.at(1_020), id -> t.outcome(id, UNREACHABLE));
        t.requests("c", 3).at(3_020);
        assertThat(t.calls).hasSize(1);
        t.calls.clear();
        t.at(7_000).expectNoCall().at(8_020);
        assertThat(t.calls).hasSize(1);
    }

    @Test
    void anOverloadedProviderIsAskedAgainAfterFiveMinutesAtTheLatest() {
        Timetable t = new Timetable().credential("alice");
        Outcome.Refusal nothingTold = new Outcome.Refusal(null, 0, true, true, Verdict.OVERLOADED.hold());
        for (int inRow = 1; inRow <= 15; inRow++) {
            t.request("r" + inRow).at(inRow * 300_020L);
            assertThat(t.calls).as("after %d in a row", inRow - 1).isNotEmpty();
            t.at(inRow * 300_020L + 10);
            failAll(t, id -> t.answer(id, Verdict.OVERLOADED, 503, nothingTold));
        }
    }

    /** Refusals in a row grow to a day; trouble before them is none. */
    @Test
    void aRefusalAfterLongTroubleHoldsForMinutes() {
        Timetable t = new Timetable().credential("alice");
        callInVain(t, id -> t.outcome(id, UNREACHABLE));
        Outcome.Refusal byAnEdge = new Outcome.Refusal(null, 0, false, true, HoldRule.DEFAULT);
        t.requests("again", 1).advance();
        t.at(t.now - Timetable.DAY + 300_010);
        String probe = t.calls.remove().requestId();
        t.answer(probe, Verdict.THROTTLED, 429, byAnEdge);
        long closed = t.now - Timetable.DAY;
        t.at(closed + 600_000);
        assertThat(t.calls).isNotEmpty();
    }

    private static void callInVain(Timetable t, Consumer<String> fails) {
        t.requests("first", 3).at(10);
        failAll(t, fails);
        long opens = 10 + 1_000;
        t.requests("second", 3).at(opens);
        assertThat(t.calls).as("after the first").hasSizeGreaterThanOrEqualTo(3);
        t.at(opens + 10);
        failAll(t, fails);
        for (int inRow = 2; inRow <= 12; inRow++) {
            opens += 10 + Math.min(500L << inRow, 300_000);
            t.requests("later" + inRow, 3).at(opens - 500).expectNoCall().at(opens);
            assertThat(t.calls).as("after %d in a row", inRow).hasSize(1);
            t.at(opens + 10);
            failAll(t, fails);
        }
    }

    private static void failAll(Timetable t, Consumer<String> fails) {
        List<Call> made = List.copyOf(t.calls);
        t.calls.clear();
        made.forEach(call -> fails.accept(call.requestId()));
    }

    /** A stream that the server did not take, a time-out in which nobody could have answered. */
    @Test
    void aCallThatFailsByItselfClosesNothing() {
        Timetable t = ask(new Timetable().credential("alice"), "a", "alice").expectCall("a", "alice");
        t.outcome("a", new Outcome.NotSent("refused-stream", Outcome.NotSent.Extent.CALL))
                .expectWait("a", Wait.Why.BACKOFF);
        ask(t, "b", "alice").expectCall("b", "alice");
    }

    @Test
    void whatACallerThatEndsGivesBackGoesAgainAtOnceAndNobodyIsLate() {
        Timetable t = new Timetable().credential("alice");
        for (String id : List.of("a", "b", "c")) {
            t.request(id).expectCall(id, "alice");
            t.outcome(id, new Outcome.NotStarted("caller-ending", Outcome.NotStarted.Cause.ENDING))
                    .expectCall(id, "alice")
                    .ok(id);
        }
        assertThat(t.alerts).isEmpty();
    }

    @Test
    void anotherSecretMayGoWhereTheFirstWasForbiddenAlsoAfterARestart() {
        Timetable t = forbidden();
        ask(t, "d", "alice").expectWait("d", Wait.Why.HOLD);
        t.restart().expectNoCall();
        forbid(t.credential("alice").expectCall("d", "alice"), "d");
        ask(t, "e", "alice").expectCall("e", "alice");
    }

    @Test
    void anotherSecretOpensNoDoorThatARefusalClosed() {
        Timetable t = new Timetable(limit("plenty", 100, Timetable.firstCall(60_000)));
        ask(t.credential("alice"), "a", "alice");
        t.answer(
                "a",
                Verdict.THROTTLED,
                429,
                new Outcome.Refusal(null, Timetable.DAY + 9_000, true, true, HoldRule.DEFAULT));
        t.credential("alice").expectWait("a", Wait.Why.HOLD);
    }

    /** Three requests with alice were answered 403 where bob succeeded. */
    private static Timetable forbidden() {
        Timetable t = new Timetable().credential("alice").credential("bob");
        for (String id : List.of("a", "b", "ok", "c")) {
            String who = id.equals("ok") ? "bob" : "alice";
            ask(t, id, who).expectCall(id, who);
            if (id.equals("ok")) {
                t.ok(id);
            } else {
                forbid(t, id);
            }
        }
        return t;
    }

    private static Timetable forbid(Timetable t, String id) {
        return t.answer(id, Verdict.FORBIDDEN, 403).expectEnding(id, Result.HTTP_ERROR);
    }
}
