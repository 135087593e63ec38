package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.endpoint;
import static io.sluice.core.schedule.Timetable.firstCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.meter.Word;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.HoldRule;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Scope;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Endpoints of which answers tell that they are counted in one bucket share a budget from then on. */
class BucketsTest {
    private static final Limit ROUTE = new Limit(
            "route",
            new Scope(List.of(Dimension.Fixed.ACCOUNT, Dimension.Fixed.ENDPOINT)),
            1,
            true,
            firstCall(10_000),
            100,
            Map.of());

    @Test
    void twoEndpointsOfOneBucketShareItsBudget() {
        Timetable t = new Timetable();
        t.file(endpoint("send", ROUTE), endpoint("edit", ROUTE), endpoint("other"));
        t.credential("alice").requestFor("send", "a").expectCall("a", "alice").requestFor("edit", "b");
        t.expectCall("b", "alice").at(50);
        answer(t, "a", "shared", 3);
        answer(t, "b", "shared", 2);
        t.requestFor("send", "c")
                .requestFor("edit", "d")
                .requestFor("send", "e")
                .requestFor("edit", "f");
        t.expectCalls(2).expectWait("e", Wait.Why.BUDGET).expectWait("f", Wait.Why.BUDGET);
    }

    @Test
    void whoWaitsWhileABucketIsFoundIsServedFromIt() {
        Timetable t = new Timetable();
        t.file(endpoint("send", ROUTE), endpoint("other"));
        t.credential("alice").requestFor("send", "a").expectCall("a", "alice");
        t.requestFor("send", "b").expectWait("b", Wait.Why.BUDGET).at(50);
        answer(t, "a", "mine", 3);
        t.expectCall("b", "alice");
    }

    @Test
    void theCallThatNamesABucketIsCountedInItAsOurs() {
        Timetable t = new Timetable();
        t.file(endpoint("send", ROUTE), endpoint("other"));
        t.credential("alice").requestFor("send", "a").expectCall("a", "alice").at(50);
        answer(t, "a", "mine", 3);
        CredentialView.BudgetView bucket = Shown.limit(t, "route");
        assertThat(bucket.used()).isEqualTo(1);
        assertThat(bucket.byOthers()).isZero();
    }

    @Test
    void endpointsShareABucketAfterARestartToo() {
        Timetable t = shared();
        t.restart().requestFor("send", "c").requestFor("edit", "d").requestFor("send", "e");
        t.expectCalls(2).expectWait("e", Wait.Why.BUDGET);
    }

    @Test
    void endpointsShareABucketWhenTheFileIsReplacedToo() {
        Timetable t = shared();
        t.file(endpoint("send", ROUTE), endpoint("edit", ROUTE), endpoint("more"), endpoint("other"));
        t.requestFor("send", "c").requestFor("edit", "d").requestFor("send", "e");
        t.expectCalls(2).expectWait("e", Wait.Why.BUDGET);
    }

    @Test
    void aRefusalOfACallFromBeforeItsBucketWasNamedClosesTheBucket() {
        Limit three = new Limit("route", ROUTE.scope(), 3, firstCall(10_000));
        Timetable t = new Timetable();
        t.file(endpoint("send", three), endpoint("other"));
        t.credential("alice")
                .requestFor("send", "a")
                .requestFor("send", "b")
                .expectCalls(2)
                .at(50);
        answer(t, "a", "mine", 3);
        Outcome.Refusal until = new Outcome.Refusal("route", Timetable.DAY + 60_000, true, true, HoldRule.DEFAULT);
        t.answer("b", Verdict.THROTTLED, 429, until).expectWait("b", Wait.Why.BUDGET);
        t.requestFor("send", "c").expectNoCall();
    }

    /** Two endpoints of one bucket of four, half of which is spent. */
    private static Timetable shared() {
        Timetable t = new Timetable();
        t.file(endpoint("send", ROUTE), endpoint("edit", ROUTE), endpoint("other"));
        t.credential("alice")
                .requestFor("send", "a")
                .requestFor("edit", "b")
                .expectCalls(2)
                .at(50);
        answer(t, "a", "shared", 3);
        answer(t, "b", "shared", 2);
        return t;
    }

    private static void answer(Timetable t, String request, String bucket, long remaining) {
        Word word =
                new Word(OptionalLong.of(4), OptionalLong.of(remaining), Timetable.DAY + 9_000, Timetable.DAY + 9_100);
        Outcome.Said said = new Outcome.Said(new Target.Bucket("route", bucket), word, OptionalLong.empty());
        t.answer(request, Verdict.OK, 200, Outcome.Refusal.NONE, List.of(said)).expectEnding(request, Result.OK);
    }
}
