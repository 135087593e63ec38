package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.endpoint;
import static io.sluice.core.schedule.Timetable.firstCall;
import static io.sluice.core.schedule.Timetable.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.meter.Word;
import io.sluice.core.provider.HoldRule;
import io.sluice.core.provider.Learn;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is learned takes effect at once. */
class LearningPromisesTest {
    /** How many calls a limit is known from is clear only when all are over that left before the refusal. */
    @Test
    void aRefusalClosesTheDoorWhenTheLastCallBesideItIsLost() {
        Timetable t = careful();
        for (int i = 0; i < 8; i++) {
            t.request("r" + i).expectCall("r" + i, "alice").ok("r" + i);
        }
        t.request("a").post("b").expectCalls(2).at(50);
        t.refused("a", 60_000);
        t.outcome("b", new Outcome.Lost("timed out", t.now, t.now));
        t.requestFor("second", "c");
        t.at(59_000).expectNoCall().at(60_000).expectCalls(1);
    }

    /** A refusal that says which limit is spent may say for how long to stay away, too. */
    @Test
    void aRefusalIsWaitedForAsLongAsItSaysWhateverIsLearnedFromIt() {
        Timetable t = careful();
        t.request("a")
                .expectCall("a", "alice")
                .request("b")
                .expectNoCall()
                .at(50)
                .expectNoCall();
        Word spent = new Word(OptionalLong.of(5), OptionalLong.of(0), t.now + 1_000, t.now + 1_000);
        t.answer(
                "a",
                Verdict.THROTTLED,
                429,
                new Outcome.Refusal(null, t.now + 60_000, true, true, HoldRule.DEFAULT),
                List.of(new Outcome.Said(new Target.Named("hour"), spent, OptionalLong.of(1_000))));
        t.expectNoCall().at(59_000).expectNoCall().at(60_100).expectCalls(1);
    }

    @Test
    void theCallThatALimitIsLearnedFromIsCountedByItAsOurs() {
        Timetable t = careful();
        t.request("a").expectCall("a", "alice").at(50);
        told(t, "a", 4);
        assertThat(Shown.limit(t, "told-hour").used()).isEqualTo(1);
        t.request("b").expectCall("b", "alice").at(100);
        told(t, "b", 3);
        CredentialView.BudgetView second = Shown.limit(t, "told-hour");
        assertThat(second.used()).isEqualTo(2);
        assertThat(second.byOthers()).isZero();
        t.request("c").expectCall("c", "alice").at(150);
        told(t, "c", 1);
        assertThat(Shown.limit(t, "told-hour").byOthers()).isEqualTo(1);
    }

    @Test
    void whatIsToldIsLearnedWhereNoLimitIsDeclared() {
        Timetable t = new Timetable();
        t.scheduler.provider(
                Providers.learning(
                        Learn.UNDECLARED, endpoint("items", limit("mine", 100, firstCall(60_000))), endpoint("other")),
                t.now);
        t.credential("alice").request("a").expectCall("a", "alice").at(50);
        told(t, "a", 1);
        t.request("b").expectCall("b", "alice").request("c").expectNoCall();
        t.requestFor("items", "d").expectCall("d", "alice").at(100);
        told(t, "d", 1);
        t.requestFor("items", "e").requestFor("items", "f").expectCalls(2);
    }

    /** An answer tells of a limit of five an hour that no file declares. */
    private static void told(Timetable t, String request, long remaining) {
        Word word = new Word(
                OptionalLong.of(5), OptionalLong.of(remaining), Timetable.DAY + 3_600_000, Timetable.DAY + 3_600_000);
        List<Outcome.Said> words =
                List.of(new Outcome.Said(new Target.Named("hour"), word, OptionalLong.of(3_600_000)));
        t.answer(request, Verdict.OK, 200, Outcome.Refusal.NONE, words).expectEnding(request, Result.OK);
    }

    /** A provider with two endpoints whose limits are learned, and one credential. */
    private static Timetable careful() {
        Timetable t = new Timetable();
        t.scheduler.provider(Providers.learning(Learn.CAREFUL, endpoint("other"), endpoint("second")), t.now);
        t.credential("alice");
        return t;
    }
}
