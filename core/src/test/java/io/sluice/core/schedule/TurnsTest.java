package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.endpoint;
import static io.sluice.core.schedule.Timetable.firstCall;
import static io.sluice.core.schedule.Timetable.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Limit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whoever waits for the same budget is served in turn, however many others there are and however the budget opens. */
class TurnsTest {
    private static final Limit ACCOUNT = limit("acc", 2, firstCall(10_000), Dimension.Fixed.ACCOUNT);

    private final List<String> called = new ArrayList<>();

    @Test
    void aLongLineDoesNotKeepAnOtherFromASinglePlace() {
        Timetable t = new Timetable(Settings.DEFAULT, 1);
        String[] lines = {"a", "b", "c", "d"};
        List.of(lines).forEach(t::credential);
        for (String line : lines) {
            for (int i = 1; i <= 5; i++) {
                t.request(line + i, new Eligible.One(line), 1, Scheduler.NEVER, true);
            }
        }
        while (!t.calls.isEmpty()) {
            answerAll(t);
        }
        // Two of the first line: when the first of them left, nobody else was there.
        assertThat(called)
                .containsExactly(
                        "a1", "a2", "b1", "c1", "d1", "a3", "b2", "c2", "d2", "a4", "b3", "c3", "d3", "a5", "b4", "c4",
                        "d4", "b5", "c5", "d5");
    }

    @Test
    void aLongLineDoesNotTakeWholeWindowsFromAnother() {
        Timetable t = new Timetable()
                .file(endpoint("other"), endpoint("a", ACCOUNT), endpoint("b", ACCOUNT))
                .credential("alice");
        for (int i = 1; i <= 5; i++) {
            t.requestFor("a", "a" + i);
        }
        t.requestFor("b", "b1").requestFor("b", "b2");
        answerAll(t);
        for (int window = 1; window <= 3; window++) {
            t.at(window * 10_000L);
            answerAll(t);
        }
        assertThat(called).startsWith("a1", "a2").endsWith("a5");
        assertThat(called.subList(2, 4)).containsExactlyInAnyOrder("a3", "b1");
        assertThat(called.subList(4, 6)).containsExactlyInAnyOrder("a4", "b2");
    }

    /** Each seat has a turn, and so has the line: who needs one seat alone is not behind by the number of the others'. */
    @Test
    void aLineWithManyCredentialsDoesNotTakeAWindowFromOneWithFew() {
        Timetable t = new Timetable(limit("app", 4, firstCall(10_000), Dimension.Fixed.APP));
        for (String id : List.of("alice", "bob", "carol", "dave")) {
            t.credential(id);
        }
        t.requests("a", 12);
        for (int i = 1; i <= 4; i++) {
            t.request("b" + i, new Eligible.One("alice"), 1, Scheduler.NEVER, true);
        }
        answerAll(t);
        for (int window = 1; window <= 2; window++) {
            t.at(window * 10_000L);
            answerAll(t);
        }
        assertThat(called.subList(4, 12)).containsExactlyInAnyOrder("a5", "a6", "b1", "b2", "a7", "a8", "b3", "b4");
    }

    @Test
    void aCredentialThatComesServesAllLinesInTurn() {
        Timetable t = new Timetable().file(endpoint("other"), endpoint("a", ACCOUNT), endpoint("b", ACCOUNT));
        t.requestFor("a", "a1").requestFor("a", "a2").requestFor("b", "b1").credential("alice");
        answerAll(t);
        assertThat(called).containsExactly("a1", "b1");
    }

    /** Else it would not fit any more, and what is left would lie idle until the window after. */
    @Test
    void anOlderRequestThatCostsMoreGoesBeforeWhoseTurnItIs() {
        Timetable t = new Timetable(limit("acc", 3, firstCall(10_000), Dimension.Fixed.ACCOUNT))
                .credential("alice")
                .requests("a", 3)
                .expectCalls(3);
        t.request("first in turn")
                .request("large", new Eligible.Any(), 3, Scheduler.NEVER, true)
                .request("younger");
        t.scheduler.cancel(List.of("first in turn"), t.now);
        t.expectEnding("first in turn", Result.CANCELLED);
        t.ok("a1").ok("a2").ok("a3");
        t.at(10_000).expectCall("large", "alice").expectNoCall();
    }

    private void answerAll(Timetable t) {
        List<String> out = t.calls.stream().map(Call::requestId).toList();
        t.calls.clear();
        called.addAll(out);
        out.forEach(t::ok);
    }
}
