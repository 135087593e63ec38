package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.firstCall;
import static io.sluice.core.schedule.Timetable.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Dimension.Fixed;
import io.sluice.core.provider.HoldRule;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Scope;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which door a refusal closes, and what it proves. */
class RefusalPromisesTest {
    private static final Limit PLENTY = limit("plenty", 100, firstCall(60_000), Fixed.ACCOUNT);
    private static final Eligible ALICE = new Eligible.One("alice");
    private static final Eligible BOB = new Eligible.One("bob");
    private static final Eligible CAROL = new Eligible.One("carol");

    private static Timetable three(Limit... limits) {
        return new Timetable(limits).credential("alice").credential("bob").credential("carol");
    }

    private static Timetable ask(Timetable t, String id, Eligible who) {
        return t.request(id, who, 1, Scheduler.NEVER, true);
    }

    @Test
    void twoCredentialsThatAreRefusedWithBudgetLeftCloseTheirEgressForAll() {
        Timetable t = ask(ask(three(PLENTY), "a", ALICE), "b", BOB).expectCalls(2);
        t.refused("a", 0);
        ask(t, "c", CAROL).expectCall("c", "carol").ok("c");
        t.at(10).refused("b", 20_000);
        ask(t, "d", CAROL).expectNoCall().at(19_700).expectNoCall();
    }

    @Test
    void theFirstCallAfterAnEgressOpensIsAProbe() {
        Timetable t = ask(ask(three(PLENTY), "a", ALICE), "b", BOB).expectCalls(2);
        t.refused("a", 0).at(10).refused("b", 20_000);
        ask(ask(t, "c", CAROL), "d", CAROL).at(20_100).expectCalls(1);
        t.at(20_200).expectNoCall();
    }

    @Test
    void twoRefusalsOnOneEgressAMinuteApartCloseEachItsOwnCredential() {
        Timetable t = ask(three(PLENTY), "a", ALICE).expectCalls(1).refused("a", 100_000);
        ask(t.at(60_001), "b", BOB).expectCalls(1).refused("b", 100_000);
        ask(t, "c", CAROL).expectCall("c", "carol");
    }

    @Test
    void whereNoBudgetSpeaksForThemTwoRefusalsSayNothingOfTheEgress() {
        Timetable t = ask(ask(three(), "a", ALICE), "b", BOB).expectCalls(2);
        t.refused("a", 100_000).refused("b", 100_000);
        ask(t, "c", CAROL).expectCall("c", "carol");
    }

    @Test
    void aRefusalOfAPostThatProvesNothingLeavesItsOutcomeUnknown() {
        Timetable t = new Timetable().credential("alice").post("a").expectCall("a", "alice");
        refusedWithoutProof(t, "a")
                .expectEnding("a", Result.UNKNOWN_OUTCOME)
                .at(60_000)
                .expectNoCall();
    }

    @Test
    void aRefusalOfAGetIsTriedAgainWhateverItProves() {
        Timetable t = new Timetable().credential("alice").request("a").expectCall("a", "alice");
        refusedWithoutProof(t, "a").expectNoEnding().at(1_000).expectCall("a", "alice");
    }

    private static Timetable refusedWithoutProof(Timetable t, String id) {
        return t.answer(id, Verdict.THROTTLED, 429, new Outcome.Refusal(null, 0, true, false, HoldRule.DEFAULT));
    }

    @Test
    void refusalsInARowHoldADoorADayAtMost() {
        Timetable t = new Timetable().credential("alice").request("a").expectCall("a", "alice");
        long now = 0;
        for (int refusals = 1; refusals < 20; refusals++) {
            t.refused("a", 0);
            long held = t.waiting.get("a").until() - Timetable.DAY - now;
            assertThat(held).as("after %d refusals", refusals).isEqualTo(Math.min(500L << refusals, 86_400_000));
            now += held;
            t.at(now).expectCallAt("a", now);
        }
    }

    @Test
    void whereTheFileClosesTheProviderTheWholeOfItIsClosed() {
        Timetable t = three().request("a").expectCalls(1);
        HoldRule provider = new HoldRule(Optional.of(new Scope(List.of(Fixed.PROVIDER))), 0, 60_000, 2, 60_000);
        t.answer("a", Verdict.OVERLOADED, 503, new Outcome.Refusal(null, 0, true, true, provider));
        t.waits.clear();
        t.request("b").expectNoCall().expectWaitUntil("b", Wait.Why.HOLD, 60_000);
        assertThat(t.scheduler.queues(t.now).get(0).scopeKey()).isEqualTo(ScopeKey.WHOLE);
    }
}
