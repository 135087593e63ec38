package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.firstCall;
import static io.sluice.core.schedule.Timetable.limit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.core.credential.Standing;
import io.sluice.core.provider.Dimension;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Promise 6: a credential is never punished for our fault or the provider's. */
class CredentialPromisesTest {
    @Test
    void one401SuspendsAndTheNextCallIsAProbe() {
        Timetable t = new Timetable().credential("alice").credential("bob");
        t.request("a").expectCall("a", "bob").answer("a", Verdict.NEEDS_LOGIN, 401);
        assertThat(t.standings.get("bob").status()).isEqualTo(Standing.Status.SUSPENDED);
        t.expectCall("a", "alice").ok("a");
        t.at(5_000).request("b").request("c");
        assertThat(t.inFlight.get("b").credential()).isEqualTo("alice");
    }

    @Test
    void aFailedProbeMakesItNeedLogin() {
        Timetable t = new Timetable().credential("alice");
        t.request("a")
                .expectCall("a", "alice")
                .answer("a", Verdict.NEEDS_LOGIN, 401)
                .expectNoCall();
        t.expectWaitUntil("a", Wait.Why.HOLD, 5_000);
        t.at(4_800).expectCallAt("a", 5_000).at(5_010).answer("a", Verdict.NEEDS_LOGIN, 401);
        assertThat(t.standings.get("alice").status()).isEqualTo(Standing.Status.NEEDS_LOGIN);
        assertThat(t.alerts).extracting(Alert::kind).contains(Alert.Kind.NEEDS_LOGIN, Alert.Kind.NO_CREDENTIAL);
    }

    @Test
    void aSecond401OnAnotherRequestMakesItNeedLogin() {
        Timetable t =
                new Timetable().credential("alice").request("a").request("b").expectCalls(2);
        t.answer("a", Verdict.NEEDS_LOGIN, 401);
        assertThat(t.standings.get("alice").status()).isEqualTo(Standing.Status.SUSPENDED);
        t.answer("b", Verdict.NEEDS_LOGIN, 401);
        assertThat(t.standings.get("alice").status()).isEqualTo(Standing.Status.NEEDS_LOGIN);
        t.at(60_000).expectNoCall();
    }

    @Test
    void one401OfEachOfTwoCredentialsOnOneRequestSuspendsBothAndRetiresNone() {
        Timetable t = new Timetable().credential("alice").credential("bob").request("a");
        t.expectCall("a", "bob").answer("a", Verdict.NEEDS_LOGIN, 401);
        t.expectCall("a", "alice").answer("a", Verdict.NEEDS_LOGIN, 401);
        assertThat(t.standings.values())
                .extracting(Standing::status)
                .containsExactly(Standing.Status.SUSPENDED, Standing.Status.SUSPENDED);
        t.at(4_990).expectCalls(1).at(5_010).ok("a");
        assertThat(t.standings.values()).extracting(Standing::status).contains(Standing.Status.ACTIVE);
    }

    @Test
    void anAcceptedProbeLiftsTheSuspicion() {
        Timetable t = new Timetable().credential("alice");
        t.request("a").expectCall("a", "alice").answer("a", Verdict.NEEDS_LOGIN, 401);
        t.request("b").at(4_900).expectCallAt("a", 5_000).expectNoCall();
        t.at(5_020).ok("a");
        assertThat(t.standings.get("alice").status()).isEqualTo(Standing.Status.ACTIVE);
        t.expectCall("b", "alice");
    }

    @Test
    void troubleOfTheProviderLeavesTheStandingAsItIs() {
        Timetable t = new Timetable().credential("alice");
        t.request("a").expectCall("a", "alice").answer("a", Verdict.TRANSIENT, 500);
        t.request("b").expectCall("b", "alice").answer("b", Verdict.OVERLOADED, 503);
        assertThat(t.standings.get("alice").status()).isEqualTo(Standing.Status.ACTIVE);
        assertThat(t.standings.get("alice").errorRate()).isZero();
    }

    @Test
    void a403ConcernsItsRequestUntilThreeFailWhereAnotherCredentialSucceeds() {
        Timetable t = new Timetable().credential("alice").credential("bob");
        for (String id : List.of("a", "b")) {
            t.request(id, new Eligible.One("alice"), 1, Scheduler.NEVER, true)
                    .expectCall(id, "alice")
                    .answer(id, Verdict.FORBIDDEN, 403)
                    .expectEnding(id, Result.HTTP_ERROR);
        }
        t.request("ok", new Eligible.One("bob"), 1, Scheduler.NEVER, true)
                .expectCall("ok", "bob")
                .ok("ok");
        t.request("c", new Eligible.One("alice"), 1, Scheduler.NEVER, true).expectCall("c", "alice");
        t.answer("c", Verdict.FORBIDDEN, 403).expectEnding("c", Result.HTTP_ERROR);
        t.request("d", new Eligible.One("alice"), 1, Scheduler.NEVER, true).expectWait("d", Wait.Why.HOLD);
        t.request("e").expectCall("e", "bob");
        assertThat(t.standings.get("alice").status()).isEqualTo(Standing.Status.ACTIVE);
    }

    @Test
    void a403OfEveryCredentialIsTheResources() {
        Timetable t = new Timetable().credential("alice").credential("bob");
        for (int i = 0; i < 4; i++) {
            for (String credential : List.of("alice", "bob")) {
                String id = credential + i;
                t.request(id, new Eligible.One(credential), 1, Scheduler.NEVER, true)
                        .expectCall(id, credential)
                        .answer(id, Verdict.FORBIDDEN, 403);
            }
        }
    }

    @Test
    void when401ComesForMostCredentialsTheProviderIsHeldAndNoneIsRetired() {
        Timetable t = new Timetable().credential("a").credential("b").credential("c");
        for (String id : List.of("a", "b", "c")) {
            t.request("by-" + id, new Eligible.One(id), 1, Scheduler.NEVER, true);
        }
        for (String id : List.of("a", "b", "c")) {
            t.answer("by-" + id, Verdict.NEEDS_LOGIN, 401);
        }
        assertThat(t.standings.values()).extracting(Standing::status).doesNotContain(Standing.Status.NEEDS_LOGIN);
        assertThat(t.alerts).extracting(Alert::kind).contains(Alert.Kind.PROVIDER_HELD);
    }

    @Test
    void thatACredentialIsOutIsToldOnceHoweverManyCallsWereInFlight() {
        Timetable t = new Timetable().credential("alice").requests("r", 10).expectCalls(10);
        for (int i = 1; i <= 5; i++) {
            t.answer("r" + i, Verdict.NEEDS_LOGIN, 401);
        }
        assertThat(t.alerts)
                .extracting(Alert::kind)
                .filteredOn(Alert.Kind.NEEDS_LOGIN::equals)
                .hasSize(1);
        t.answer("r6", Verdict.BANNED, 403).at(1_000).answer("r7", Verdict.BANNED, 403);
        assertThat(t.alerts)
                .extracting(Alert::kind)
                .filteredOn(Alert.Kind.BANNED::equals)
                .hasSize(1);
        assertThat(t.standings.get("alice").since()).isEqualTo(Timetable.DAY);
    }

    @Test
    void thatAProviderIsHeldIsToldOnceForEachHold() {
        Timetable t =
                new Timetable().credential("a").credential("b").credential("c").requests("r", 12);
        for (int i = 1; i <= 12; i++) {
            t.answer("r" + i, Verdict.NEEDS_LOGIN, 401);
        }
        assertThat(t.alerts)
                .extracting(Alert::kind)
                .filteredOn(Alert.Kind.PROVIDER_HELD::equals)
                .hasSize(1);
        t.calls.clear();
        t.at(61_000).requests("s", 1);
        for (String id : List.copyOf(t.inFlight.keySet())) {
            t.answer(id, Verdict.NEEDS_LOGIN, 401);
        }
        assertThat(t.alerts)
                .extracting(Alert::kind)
                .filteredOn(Alert.Kind.PROVIDER_HELD::equals)
                .hasSize(1);
    }

    /** Whoever takes over knows no seat of the credential until somebody asks for one. */
    @Test
    void holdsAndBudgetsOfACredentialAreShownAfterARestart() {
        Timetable t = new Timetable(limit("hourly", 3, firstCall(3_600_000), Dimension.Fixed.ACCOUNT));
        t.credential("alice").request("a").expectCall("a", "alice").at(50).refused("a", 600_000);
        CredentialView before = Shown.credential(t);
        assertThat(before.holds()).extracting(CredentialView.Hold::until).containsExactly(Timetable.DAY + 600_000);
        t.waiting.clear();
        CredentialView after = Shown.credential(t.restart());
        assertThat(after.holds())
                .extracting(CredentialView.Hold::scopeKey, CredentialView.Hold::until)
                .containsExactly(tuple(before.holds().get(0).scopeKey(), Timetable.DAY + 600_000));
        assertThat(after.budgets()).isEqualTo(before.budgets());
    }

    @Test
    void aCallInFlightCountsForTheAccountThatItsCredentialBelongedToAlsoAfterARestart() {
        Timetable t = new Timetable(limit("hourly", 1, firstCall(3_600_000), Dimension.Fixed.ACCOUNT));
        t.credential("key", "old", "app", "default").request("a").expectCall("a", "key");
        t.credential("key", "new", "app", "default").restart();
        t.request("b").expectCall("b", "key");
        t.credential("other", "old", "app", "default").request("c").expectNoCall();
        t.ok("a").expectNoCall();
    }

    @Test
    void budgetsOfRequestParametersAreShownAsFarAsTheyAreFewOrTheFullest() {
        Timetable t = new Timetable(
                limit("all", 10_000, firstCall(3_600_000), Dimension.Fixed.ACCOUNT),
                limit("chat", 5, firstCall(3_600_000), Dimension.Fixed.ACCOUNT, new Dimension.Param("chat")));
        t.credential("alice");
        for (int chat = 1; chat <= 50; chat++) {
            t.request("r" + chat, Map.of("chat", "c" + chat)).ok("r" + chat);
        }
        assertThat(Shown.credential(t).budgets()).hasSize(51);
        t.request("large", Map.of("chat", "x".repeat(2_000))).ok("large");
        for (int again = 1; again <= 3; again++) {
            t.request("more" + again, Map.of("chat", "last")).ok("more" + again);
        }
        List<CredentialView.BudgetView> shown = Shown.credential(t).budgets();
        assertThat(shown).hasSize(51);
        assertThat(shown.get(0).limit()).isEqualTo("all");
        assertThat(shown)
                .extracting(view -> view.scopeKey().text(), CredentialView.BudgetView::used)
                .contains(tuple("account=alice,param:chat=last", 3L));
    }

    @Test
    void thatNobodyCanServeRequestsOfAKindIsToldOnceHoweverManyBudgetsTheyHave() {
        Timetable t = new Timetable(
                limit("chat", 5, firstCall(3_600_000), Dimension.Fixed.ACCOUNT, new Dimension.Param("chat")));
        t.credential("alice");
        for (int chat = 1; chat <= 20; chat++) {
            t.request("a" + chat, Map.of("chat", "c" + chat));
        }
        t.answer("a1", Verdict.BANNED, 403);
        for (int chat = 11; chat <= 30; chat++) {
            t.request("b" + chat, Map.of("chat", "c" + chat));
        }
        assertThat(t.alerts)
                .extracting(Alert::kind)
                .filteredOn(Alert.Kind.NO_CREDENTIAL::equals)
                .hasSize(1);
        t.credential("bob");
        t.answer("b30", Verdict.BANNED, 403);
        assertThat(t.alerts)
                .extracting(Alert::kind)
                .filteredOn(Alert.Kind.NO_CREDENTIAL::equals)
                .hasSize(2);
    }

    @Test
    void anEmptyPoolWaitsForItsTimeThenRejects() {
        Timetable t = new Timetable();
        t.request("a").expectWaitUntil("a", Wait.Why.NO_CREDENTIAL, 86_400_000).expectNoEnding();
        t.at(86_400_000).expectEnding("a", Result.REJECTED);
    }

    @Test
    void whoWasCalledIsGivenUpWhenThePoolStaysEmpty() {
        Timetable t = new Timetable().credential("alice").request("a").expectCall("a", "alice");
        t.answer("a", Verdict.BANNED, 403).at(86_399_000).expectNoEnding();
        t.at(86_400_000).expectEnding("a", Result.GAVE_UP);
    }

    @Test
    void anEmptyPoolWaitsNoLongerThanTheDeadline() {
        Timetable t = new Timetable().request("a", new Eligible.Any(), 1, 3_600_000, true);
        t.at(3_599_999).expectNoEnding().at(3_600_000).expectEnding("a", Result.DEADLINE_PASSED);
    }

    @Test
    void anEmptyPoolServesWhenACredentialComes() {
        Timetable t = new Timetable();
        t.request("a").expectWait("a", Wait.Why.NO_CREDENTIAL);
        t.at(1_000).credential("alice").expectCall("a", "alice");
    }

    @Test
    void aOneShotRunDoesNotWaitForCredentials() {
        Timetable t = new Timetable(Settings.DEFAULT.withoutWaitForCredentials());
        t.request("a").at(1).expectEnding("a", Result.REJECTED);
    }
}
