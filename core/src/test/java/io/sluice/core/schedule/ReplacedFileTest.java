package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.endpoint;
import static io.sluice.core.schedule.Timetable.firstCall;
import static io.sluice.core.schedule.Timetable.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Dimension.Fixed;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Learn;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Provider;
import io.sluice.core.provider.Window;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What becomes of calls in flight when their provider's file is replaced. */
class ReplacedFileTest {
    /** The files differ in what leads where alone, which the scheduler is not told. */
    @Test
    void aCallThatMatchesAnotherEndpointNowCountsThereAndGoesOnThere() {
        Timetable t = new Timetable();
        Provider file = file(
                Learn.OFF, 16, limit("items", 2, firstCall(3_000), Fixed.ACCOUNT), limit("all", 100, firstCall(3_000)));
        t.scheduler.provider(file, t.now);
        t.credential("alice").request("a").request("b").expectCalls(2);
        t.scheduler.replace(file, t.now);
        for (String id : List.of("a", "b")) {
            t.scheduler.match(t.newest(id).id(), at("items", id, t), t.now);
        }
        t.requestFor("items", "c").expectNoCall();
        t.answer("a", Verdict.TRANSIENT, 500).ok("b");
        assertThat(new Inside(t.scheduler, t.now, 0).waiting()).containsKeys("a", "c");
        t.at(2_000).expectNoCall().at(10_000).expectCalls(2);
    }

    @Test
    void aCallThatCostsMoreNowTakesThatMuchUntilItsWindowEnds() {
        Timetable t = new Timetable();
        Provider file = file(Learn.OFF, 16, limit("items", 5, firstCall(3_000)));
        t.scheduler.provider(file, t.now);
        t.credential("alice").requestFor("items", "a").expectCalls(1);
        t.scheduler.replace(file, t.now);
        t.scheduler.match(t.newest("a").id(), costing(5, "items", "a", t), t.now);
        t.requestFor("items", "b").expectNoCall();
        t.ok("a").expectNoCall();
        t.at(3_001).expectCall("b", "alice");
    }

    /** No limit was counted by chats, and so requests of all chats stood in one lane. */
    @Test
    void aFileThatBeginsToCountByAParameterCountsEachCallByItsOwn() {
        Timetable t = new Timetable();
        t.scheduler.provider(file(Learn.OFF, 16), t.now);
        t.credential("alice").request("a", chat(1)).request("b", chat(2)).expectCalls(2);
        Limit chats = limit("chats", 2, firstCall(3_000), new Dimension.Param("chat"));
        t.file(endpoint("other", chats));
        t.scheduler.match(t.newest("a").id(), t.requests.get("a"), t.now);
        t.scheduler.match(t.newest("b").id(), t.requests.get("b"), t.now);
        t.ok("a").ok("b");
        t.request("c", chat(1)).request("d", chat(2)).expectCalls(2);
        t.request("e", chat(1)).request("f", chat(2)).expectNoCall();
    }

    @Test
    void aBucketThatWasSmallerForAWhileHoldsAsLittleAfterARestart() {
        for (boolean restart : new boolean[] {false, true}) {
            Timetable t = new Timetable();
            t.file(endpoint("other", limit("all", 6, new Window.Bucket(60_000))));
            t.credential("alice").request("a").expectCalls(1).ok("a");
            t.file(endpoint("other", limit("all", 3, new Window.Bucket(60_000))));
            t.request("b").expectCalls(1);
            t.file(endpoint("other", limit("all", 6, new Window.Bucket(60_000))));
            if (restart) {
                t.restart();
            }
            List.of("c", "d", "e", "f").forEach(t::request);
            t.expectCalls(2);
        }
    }

    /** What an answer to a call from before does to budgets, it does to those that are there now. */
    @Test
    void aCallFromBeforeClosesTheDoorsThatAreThereNow() {
        for (boolean late : new boolean[] {false, true}) {
            Timetable t = new Timetable();
            t.scheduler.provider(file(Learn.CAREFUL, 16, limit("items", 3, firstCall(60_000), Fixed.ACCOUNT)), t.now);
            t.credential("alice").requestFor("items", "a").expectCalls(1);
            String call = t.newest("a").id();
            if (late) {
                t.at(120_000).scheduler.mark(t.now, t.now);
            }
            t.scheduler.provider(file(Learn.CAREFUL, 8, limit("items", 5, firstCall(60_000), Fixed.ACCOUNT)), t.now);
            t.requestFor("items", "b");
            t.scheduler.outcome(
                    call,
                    new Outcome.Answered(
                            Verdict.THROTTLED,
                            429,
                            t.now,
                            t.now,
                            Outcome.Refusal.NONE,
                            List.of(),
                            Map.of(),
                            OptionalLong.empty()),
                    t.now);
            for (Pool pool : t.scheduler.providers.get("api").pools()) {
                for (Seat seat : pool.seats) {
                    assertThat(seat.budgets)
                            .allSatisfy(budget -> assertThat(t.scheduler.budgets.live.get(budget.id))
                                    .as(budget.id.text())
                                    .isSameAs(budget));
                }
            }
        }
    }

    private static Provider file(Learn learn, int concurrency, Limit... items) {
        List<Endpoint> endpoints = List.of(endpoint("items", items), endpoint("other"));
        return Providers.learning(learn, endpoint("other")).with(endpoints, concurrency, learn);
    }

    private static Map<String, String> chat(int number) {
        return Map.of("chat", Integer.toString(number));
    }

    private static Request at(String endpoint, String id, Timetable t) {
        return costing(1, endpoint, id, t);
    }

    private static Request costing(long units, String endpoint, String id, Timetable t) {
        Request before = t.requests.get(id);
        return new Request(
                before.ticket(),
                id,
                "api",
                endpoint,
                before.eligible(),
                Map.of(),
                Cost.of(units),
                before.deadline(),
                before.timeoutMillis(),
                before.repeatable(),
                before.progress());
    }
}
