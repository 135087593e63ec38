package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.firstCall;
import static io.sluice.core.schedule.Timetable.limit;

import io.sluice.core.provider.Dimension.Fixed;
import io.sluice.core.provider.Dimension.Param;
import io.sluice.core.provider.HoldRule;
import io.sluice.core.provider.Window;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Smaller requests do not starve a large one, and a large one keeps nothing from them that it cannot use. */
class LargeRequestsTest {
    private static final Eligible ANY = new Eligible.Any();
    private static final Eligible BOB = new Eligible.One("bob");
    private static final Map<String, String> CHAT = Map.of("chat", "1");

    private static Timetable large(Timetable t, String id, Eligible eligible, Map<String, String> params) {
        return t.request(id, eligible, 3, Scheduler.NEVER, true, params);
    }

    private static Timetable small(Timetable t, String id, Eligible eligible) {
        return t.request(id, eligible, 1, Scheduler.NEVER, true);
    }

    @Test
    void nothingIsKeptForALargeRequestWhoseLastCredentialIsWithdrawn() {
        Timetable t = new Timetable(limit("chat", 3, new Window.Sliding(60_000), new Param("chat")))
                .credential("alice")
                .credential("bob");
        t.request("first", CHAT).expectCalls(1).at(10).ok("first");
        large(t, "large", BOB, CHAT).expectNoCall();
        t.request("small", CHAT).expectNoCall();
        t.scheduler.withdraw("api", "bob", t.now);
        t.expectCall("small", "alice");
    }

    @Test
    void whenAWindowTurnsALargeRequestGoesBeforeYoungerOnes() {
        Timetable t = new Timetable(limit("units", 3, firstCall(60_000))).credential("alice");
        t.requests("r", 3).expectCalls(3).at(10).ok("r1").ok("r2").ok("r3");
        t.request("older");
        large(t, "large", ANY, Map.of());
        t.request("younger");
        t.scheduler.cancel(List.of("older"), t.now);
        t.at(59_810).expectCallAt("large", 60_010).expectNoCall();
    }

    @Test
    void whatALargeRequestLeavesIsKeptForTheNextLargeOneAndNotForYoungerOnesOfItsPool() {
        Timetable t = new Timetable(limit("units", 6, firstCall(60_000))).credential("alice");
        t.requests("r", 6).expectCalls(6).at(10);
        for (int i = 1; i <= 6; i++) {
            t.ok("r" + i);
        }
        t.request("first", ANY, 2, Scheduler.NEVER, true);
        large(t, "large", ANY, Map.of());
        t.request("younger", ANY, 2, Scheduler.NEVER, true);
        t.request("youngest", ANY, 2, Scheduler.NEVER, true);
        t.at(59_810).expectCallAt("first", 60_010).expectCallAt("large", 60_010).expectNoCall();
    }

    @Test
    void whereTheOldestLargeRequestIsKeptSomethingElsewhereTheNextOneIsNotStarved() {
        Timetable t = new Timetable(limit("acc", 3, new Window.Sliding(60_000), Fixed.ACCOUNT))
                .credential("alice")
                .credential("bob");
        for (String id : List.of("b1", "b2", "b3")) {
            small(t, id, BOB).expectCall(id, "bob");
        }
        small(t, "a1", new Eligible.One("alice")).expectCall("a1", "alice");
        t.at(10).ok("b1").at(5_000).ok("b2").at(10_000).ok("b3");
        small(t, "older", BOB);
        large(t, "large-any", ANY, Map.of());
        large(t, "large-bob", BOB, Map.of());
        small(t, "small", BOB).expectNoCall();
        t.scheduler.cancel(List.of("older"), t.now);
        t.expectEnding("older", Result.CANCELLED);
        t.at(29_000).ok("a1").at(59_809).expectNoCall();
        t.at(60_020).expectNoCall().at(69_800).expectCallAt("large-any", 70_000).expectNoCall();
    }

    @Test
    void aLargeRequestIsServedElsewhereWhileABudgetThatWasKeptForItIsClosed() {
        Timetable t = new Timetable(limit("acc", 10, new Window.Bucket(10_000), Fixed.ACCOUNT))
                .credential("alice")
                .credential("bob");
        for (int i = 1; i <= 10; i++) {
            small(t, "b" + i, BOB).expectCall("b" + i, "bob").ok("b" + i);
        }
        small(t, "a", new Eligible.One("alice")).expectCall("a", "alice");
        t.request("first", new Eligible.One("alice"), 6, Scheduler.NEVER, true).expectCall("first", "alice");
        t.request("large", ANY, 8, Scheduler.NEVER, true);
        small(t, "small1", ANY);
        small(t, "small2", ANY).expectNoCall();
        Outcome.Refusal hour = new Outcome.Refusal("acc", Timetable.DAY + 3_600_000, true, true, HoldRule.DEFAULT);
        t.answer("a", Verdict.THROTTLED, 429, hour).expectNoCall();
        for (long second = 1_000; second < 8_000; second += 1_000) {
            t.at(second).expectNoCall();
        }
        t.at(8_000).expectCall("large", "bob").expectNoCall().at(9_000).expectCall("small1", "bob");
    }
}
