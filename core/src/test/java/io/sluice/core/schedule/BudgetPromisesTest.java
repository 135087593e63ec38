package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.firstCall;
import static io.sluice.core.schedule.Timetable.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Dimension.Fixed;
import io.sluice.core.provider.Dimension.Param;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Promises 3 to 5: no overspending, no idle budget while somebody waits, refusals close doors for as long as told. */
class BudgetPromisesTest {
    private static final Limit PER_ACCOUNT = limit("acc", 2, firstCall(3_000), Fixed.ACCOUNT);
    private static final Limit PER_APP = limit("app", 3, firstCall(3_000), Fixed.APP);

    @Test
    void aBudgetIsSpentToTheLastCallAndNeverOneMore() {
        Timetable t =
                new Timetable(PER_ACCOUNT).credential("alice").requests("r", 3).expectCalls(2);
        t.expectWait("r3", Wait.Why.BUDGET);
        t.at(10).ok("r1").ok("r2").expectNoCall();
        t.at(2_809).expectNoCall();
        t.at(2_810).expectCallAt("r3", 3_010);
    }

    @Test
    void aWindowWhoseOpeningIsNotAnsweredTurnsOneWindowAfterItsAnswer() {
        Timetable t =
                new Timetable(PER_ACCOUNT).credential("alice").requests("r", 3).expectCalls(2);
        t.at(900).ok("r1").at(3_650).expectNoCall().at(3_700).expectCallAt("r3", 3_900);
    }

    @Test
    void allBudgetsOfACallAreNeededAtOnce() {
        Timetable t = new Timetable(PER_ACCOUNT, PER_APP).credential("alice").credential("bob");
        t.requests("r", 5).expectCalls(3);
        t.at(10).ok("r1").ok("r2").ok("r3").expectNoCall();
        t.at(2_810).expectCallAt("r4", 3_010).expectCallAt("r5", 3_010);
    }

    @Test
    void credentialsOfOneAccountShareItsBudget() {
        Timetable t = new Timetable(PER_ACCOUNT);
        t.credential("one", "alice", "app", "default").credential("two", "alice", "app", "default");
        t.requests("r", 4).expectCalls(2);
    }

    @Test
    void eachValueOfAParameterHasItsOwnBudget() {
        Timetable t = new Timetable(limit("chat", 1, firstCall(1_000), Fixed.CREDENTIAL, new Param("chat_id")));
        t.credential("bot");
        for (String chat : new String[] {"1", "1", "2"}) {
            t.request("to-" + chat + "-" + t.requests.size(), Map.of("chat_id", chat));
        }
        t.expectCall("to-1-0", "bot").expectCall("to-2-2", "bot").expectNoCall();
    }

    @Test
    void valuesThatLookLikeKeysHaveBudgetsOfTheirOwnInLanes() {
        Timetable t = new Timetable(counted("a", new Param("a")), counted("b", new Param("b"))).credential("bot");
        t.request("one", Map.of("a", "x, b=y", "b", "z")).expectCall("one", "bot");
        t.request("two", Map.of("a", "x", "b", "y, b=z")).expectCall("two", "bot");
        t.request("same-a", Map.of("a", "x", "b", "w")).expectNoCall();
        t.request("same-b", Map.of("a", "w", "b", "y, b=z")).expectNoCall();
    }

    @Test
    void valuesThatLookLikeKeysHaveBudgetsOfTheirOwnInPools() {
        Timetable t = new Timetable(
                        counted("a", Fixed.CREDENTIAL, new Param("a")), counted("b", Fixed.CREDENTIAL, new Param("b")))
                .credential("bot");
        t.request("one", Map.of("a", "x, b=y", "b", "z")).expectCall("one", "bot");
        t.request("two", Map.of("a", "x", "b", "y, b=z")).expectCall("two", "bot");
        t.request("same-a", Map.of("a", "x", "b", "w")).expectNoCall();
    }

    @Test
    void valuesThatLookLikeKeysHaveBudgetsOfTheirOwnInOneLimit() {
        Timetable t = new Timetable(counted("both", new Param("a"), new Param("b"))).credential("bot");
        t.request("one", Map.of("a", "x,param:b=y", "b", "z")).expectCall("one", "bot");
        t.request("two", Map.of("a", "x", "b", "y,param:b=z")).expectCall("two", "bot");
        t.request("three", Map.of("a", "x%2Cparam:b%3Dy", "b", "z")).expectCall("three", "bot");
        t.request("again", Map.of("a", "x", "b", "y,param:b=z")).expectNoCall();
    }

    @Test
    void aLargeRequestIsNotStarvedBySmallOnes() {
        Timetable t = new Timetable(limit("units", 10, new Window.Sliding(1_000), Fixed.ACCOUNT)).credential("alice");
        t.requests("small", 5).expectCalls(5);
        t.request("large", new Eligible.Any(), 8, Scheduler.NEVER, true).expectNoCall();
        t.requests("later", 3).expectNoCall();
        for (int i = 1; i <= 5; i++) {
            t.at(10).ok("small" + i);
        }
        t.expectNoCall().at(1_010);
        assertThat(t.calls.peek().requestId()).isEqualTo("large");
    }

    @Test
    void aRefusalWaitsExactlyAsLongAsTold() {
        Timetable t = new Timetable().credential("alice").request("a").expectCall("a", "alice");
        t.at(5).refused("a", 2_852_005).expectWaitUntil("a", Wait.Why.HOLD, 2_852_005);
        t.at(2_851_700).expectNoCall().at(2_851_900).expectCallAt("a", 2_852_005);
    }

    @Test
    void refusalsInARowDoubleTheHoldAndUseNoAttempt() {
        Timetable t = new Timetable().credential("alice").request("a").expectCall("a", "alice");
        t.refused("a", 0).at(1_000).expectCallAt("a", 1_000);
        t.refused("a", 0).at(3_000).expectCallAt("a", 3_000);
        assertThat(t.newest("a").attempt()).isEqualTo(1);
        t.ok("a");
    }

    @Test
    void afterTwentyRefusalsTheRequestIsGivenUp() {
        Timetable t = new Timetable().credential("alice").request("a");
        long now = 0;
        for (int refusal = 1; refusal < 20; refusal++) {
            now += 90_000_000L;
            t.refused("a", 0).expectNoEnding().at(now);
        }
        t.refused("a", 0).expectEnding("a", Result.GAVE_UP);
    }

    @Test
    void aRefusedCredentialRestsAndAnotherOneGoesOn() {
        Timetable t = new Timetable().credential("alice").credential("bob");
        t.request("a").expectCall("a", "bob").refused("a", 60_000).expectCall("a", "alice");
    }

    @Test
    void budgetsAreWhatTheyWereAfterARestart() {
        Timetable t =
                new Timetable(PER_ACCOUNT).credential("alice").requests("r", 4).expectCalls(2);
        t.at(10).ok("r1").restart().expectNoCall();
        t.at(20).ok("r2").at(2_700).restart().expectNoCall();
        t.at(2_810).expectCallAt("r3", 3_010).expectCallAt("r4", 3_010);
    }

    /** One call per second. */
    private static Limit counted(String name, Dimension... scope) {
        return limit(name, 1, firstCall(1_000), scope);
    }
}
