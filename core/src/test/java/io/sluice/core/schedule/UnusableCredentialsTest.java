package io.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.credential.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Credentials that callers cannot use: their secrets do not open there. */
class UnusableCredentialsTest {
    private static final Outcome UNUSABLE =
            new Outcome.NotStarted("secret-unavailable", Outcome.NotStarted.Cause.CREDENTIAL);

    @Test
    void aCredentialThatACallerCannotOpenIsCalledAgainTwoSecondsLaterHoweverOftenThatHappens() {
        Timetable t = new Timetable().credential("alice").post("a").expectCall("a", "alice");
        for (int time = 1; time <= 30; time++) {
            t.outcome("a", UNUSABLE).expectWait("a", Wait.Why.HOLD);
            t.at(2_000L * time - 201).expectNoCall();
            t.at(2_000L * time - 200).expectCallAt("a", 2_000L * time).at(2_000L * time);
        }
        assertThat(t.newest("a").attempt()).isEqualTo(1);
        assertThat(t.standings.get("alice").status()).isEqualTo(Standing.Status.ACTIVE);
        t.ok("a");
    }

    @Test
    void thatNoCallerCanUseACredentialIsSaidOnceAfterTenSeconds() {
        Timetable t = new Timetable().credential("alice").requests("r", 3);
        for (int time = 0; time < 4; time++) {
            unusable(t, 2_200L * time);
        }
        assertThat(t.alerts).isEmpty();
        unusable(t, 8_800);
        assertThat(t.alerts).singleElement().satisfies(alert -> {
            assertThat(alert.kind()).isEqualTo(Alert.Kind.CREDENTIAL_UNUSABLE);
            assertThat(alert.subject()).isEqualTo("api:alice");
            assertThat(alert.message()).isEqualTo("callers cannot use it: secret-unavailable");
        });
        unusable(t, 11_000);
        assertThat(t.alerts).hasSize(1);
    }

    @Test
    void thatOneOfTwoCallersCannotUseACredentialIsNothingToSeeTo() {
        Timetable t = new Timetable().credential("alice").requests("r", 10);
        for (int time = 0; time < 4; time++) {
            unusable(t, 2_200L * time);
        }
        t.at(8_800);
        t.ok(t.calls.remove().requestId());
        unusable(t, 8_800);
        assertThat(t.alerts).isEmpty();
    }

    /** Everything that is in flight then comes back unstarted. */
    private static void unusable(Timetable t, long at) {
        t.at(at);
        List<Call> calls = List.copyOf(t.calls);
        t.calls.clear();
        assertThat(calls).isNotEmpty();
        calls.forEach(call -> t.outcome(call.requestId(), UNUSABLE));
    }

    @Test
    void whileACallerCannotOpenACredentialAnotherOneServes() {
        Timetable t = new Timetable().credential("alice").credential("bob");
        t.request("a").expectCall("a", "bob");
        t.outcome("a", UNUSABLE).expectCall("a", "alice");
    }

    @Test
    void aCredentialIsCalledAtOnceWhenItsRecordComesAgain() {
        Timetable t = new Timetable().credential("alice").request("a").expectCall("a", "alice");
        t.outcome("a", UNUSABLE).expectNoCall();
        t.credential("alice").expectCall("a", "alice");
    }
}
