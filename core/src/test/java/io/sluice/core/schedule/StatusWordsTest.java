package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.endpoint;
import static io.sluice.core.schedule.Timetable.firstCall;
import static io.sluice.core.schedule.Timetable.limit;

import io.sluice.core.meter.Word;
import io.sluice.core.provider.Dimension;
import java.util.List;
import java.util.OptionalLong;
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
    void aWindowThatNobodyOpenedIsWhole() {
        Timetable t = shown(3, 9_000, 10_000);
        t.requestFor("other", "a")
                .requestFor("other", "b")
                .requestFor("other", "c")
                .expectCalls(3);
    }

    /** Three per 10 s; the endpoint {@code status} has told how many are left, and an interval in which the window ends. */
    private static Timetable shown(long remaining, long from, long to) {
        Timetable t = new Timetable();
        t.file(endpoint("status"), endpoint("other", limit("hourly", 3, firstCall(10_000), Dimension.Fixed.ACCOUNT)));
        t.credential("alice").requestFor("status", "s").expectCall("s", "alice").at(50);
        Word word = new Word(OptionalLong.of(3), OptionalLong.of(remaining), Timetable.DAY + from, Timetable.DAY + to);
        Outcome.Said said = new Outcome.Said(new Target.Declared("hourly"), word, OptionalLong.empty());
        return t.answer("s", Verdict.OK, 200, Outcome.Refusal.NONE, List.of(said))
                .expectEnding("s", Result.OK);
    }
}
