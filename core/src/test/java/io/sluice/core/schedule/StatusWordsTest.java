package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.endpoint;
import static io.sluice.core.schedule.Timetable.firstCall;
import static io.sluice.core.schedule.Timetable.limit;

import io.sluice.core.meter.Word;
import io.sluice.core.provider.Dimension;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An answer may tell of limits that its call did not take from: that of an endpoint which shows budgets. */
class StatusWordsTest {
    @Test
    void aWindowThatOthersOpenedIsKnownBeforeTheFirstCall() {
        Timetable t = shown(1, 9_000, 10_000);
        t.requestFor("other", "a")
                .expectCall("a", "alice")
                .requestFor("other", "b")
                .expectNoCall();
        t.at(60).ok("a").at(9_700).expectNoCall().at(9_801).expectCallAt("b", 10_000);
    }

    @Test
    void aWindowThatOthersSpentOpensAtItsToldEnd() {
        Timetable t = shown(0, 9_000, 10_000);
        t.requestFor("other", "a").expectNoCall().at(9_801).expectCallAt("a", 10_000);
    }

    @Test
    void aWindowOfWhichOnlyTheRestIsToldEndsAWindowAfterTheAnswerAtTheLatest() {
        Timetable t = shown(new Word(OptionalLong.of(3), OptionalLong.of(1), Word.NO_RESET, Word.NO_RESET));
        t.requestFor("other", "a")
                .expectCall("a", "alice")
                .requestFor("other", "b")
                .expectNoCall();
        t.at(60).ok("a").at(9_849).expectNoCall().at(9_850).expectCallAt("b", 10_050);
    }

    @Test
    void aWindowThatNobodyOpenedIsWhole() {
        Timetable t = shown(3, 9_000, 10_000);
        t.requestFor("other", "a")
                .requestFor("other", "b")
                .requestFor("other", "c")
                .expectCalls(3);
    }

    @Test
    void whoWaitsIsCalledWhenAWordFromElsewhereSaysThatTheWindowEndsEarlier() {
        Timetable t = spentAndShown(Dimension.Fixed.ACCOUNT);
        t.at(9_899).expectNoCall().at(9_900).expectCallAt("b", 10_100);
    }

    @Test
    void aWordFromElsewhereDoesNotTellWhichEndpointItMeans() {
        Timetable t = spentAndShown(Dimension.Fixed.ACCOUNT, Dimension.Fixed.ENDPOINT);
        t.at(10_699).expectNoCall().at(10_700).expectCallAt("b", 10_900);
    }

    @Test
    void aWordFromElsewhereMayNameTheEndpointThatItMeans() {
        Dimension[] scope = {Dimension.Fixed.ACCOUNT, Dimension.Fixed.ENDPOINT};
        Timetable its = spentAndShown(new Target.Elsewhere("hourly", Set.of("other")), scope);
        its.at(9_899).expectNoCall().at(9_900).expectCallAt("b", 10_100);
        Timetable another = spentAndShown(new Target.Elsewhere("hourly", Set.of("status")), scope);
        another.at(10_699).expectNoCall().at(10_700).expectCallAt("b", 10_900);
    }

    /**
     * One per 10 s: a call that was answered after 900 ms has opened the window, another one waits, and the endpoint
     * {@code status} has told that it ends 10 to 10.1 s after midnight.
     */
    private static Timetable spentAndShown(Dimension... scope) {
        return spentAndShown(new Target.Declared("hourly"), scope);
    }

    private static Timetable spentAndShown(Target target, Dimension... scope) {
        Timetable t = new Timetable();
        t.file(endpoint("status"), endpoint("other", limit("hourly", 1, firstCall(10_000), scope)));
        t.credential("alice").requestFor("other", "a").expectCall("a", "alice");
        t.at(900).ok("a").requestFor("other", "b").expectNoCall();
        t.at(1_000).requestFor("status", "s").expectCall("s", "alice").at(1_050);
        return t.answer("s", Verdict.OK, 200, Outcome.Refusal.NONE, List.of(told(target, 1, 0, 10_000, 10_100)))
                .expectEnding("s", Result.OK);
    }

    private static Outcome.Said hourly(long quota, long remaining, long from, long to) {
        return told(new Target.Declared("hourly"), quota, remaining, from, to);
    }

    private static Outcome.Said told(Target target, long quota, long remaining, long from, long to) {
        Word word =
                new Word(OptionalLong.of(quota), OptionalLong.of(remaining), Timetable.DAY + from, Timetable.DAY + to);
        return new Outcome.Said(target, word, OptionalLong.empty());
    }

    /** Three per 10 s; the endpoint {@code status} has told how many are left, and an interval in which the window ends. */
    private static Timetable shown(long remaining, long from, long to) {
        return shown(hourly(3, remaining, from, to).word());
    }

    /** Three per 10 s; the endpoint {@code status} was called at 0 and has told this after 50 ms. */
    private static Timetable shown(Word word) {
        Timetable t = new Timetable();
        t.file(endpoint("status"), endpoint("other", limit("hourly", 3, firstCall(10_000), Dimension.Fixed.ACCOUNT)));
        t.credential("alice").requestFor("status", "s").expectCall("s", "alice").at(50);
        Outcome.Said said = new Outcome.Said(new Target.Declared("hourly"), word, OptionalLong.empty());
        return t.answer("s", Verdict.OK, 200, Outcome.Refusal.NONE, List.of(said))
                .expectEnding("s", Result.OK);
    }
}
