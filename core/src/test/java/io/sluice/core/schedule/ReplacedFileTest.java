package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.endpoint;
import static io.sluice.core.schedule.Timetable.firstCall;
import static io.sluice.core.schedule.Timetable.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Backoff;
import io.sluice.core.provider.Cost;
import io.sluice.core.provider.Dimension.Fixed;
import io.sluice.core.provider.Learn;
import io.sluice.core.provider.Provider;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
                            Verdict.THROTTLED, 429, t.now, t.now, Outcome.Refusal.NONE, List.of(), Map.of(), -1),
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

    private static Provider file(Learn learn, int concurrency, io.sluice.core.provider.Limit... items) {
        return new Provider(
                "api",
                List.of(endpoint("items", items), endpoint("other")),
                concurrency,
                Backoff.DEFAULT,
                86_400_000,
                20,
                Set.of(),
                learn);
    }

    private static Request at(String endpoint, String id, Timetable t) {
        Request before = t.requests.get(id);
        return new Request(
                before.ticket(),
                id,
                "api",
                endpoint,
                before.eligible(),
                Map.of(),
                Cost.ONE,
                before.deadline(),
                before.timeoutMillis(),
                before.repeatable(),
                before.progress());
    }
}
