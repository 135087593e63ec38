package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.firstCall;
import static io.sluice.core.schedule.Timetable.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.credential.ScopeKey;
import io.sluice.core.provider.Dimension;
import io.sluice.core.provider.Dimension.Fixed;
import io.sluice.core.provider.Limit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** People are told of the budget that opens first for those who wait, whichever a credential stood behind last. */
class OutlookTest {
    private static final Limit PER_ACCOUNT = limit("acc", 1, firstCall(10_000), Fixed.ACCOUNT);

    /** Windows of alice, bob and carol end one second after the other. */
    private static Timetable staggered() {
        Timetable t = new Timetable(PER_ACCOUNT);
        int second = 0;
        for (String id : List.of("alice", "bob", "carol")) {
            t.at(1_000L * second++).credential(id).request("by-" + id).expectCall("by-" + id, id);
            t.ok("by-" + id);
        }
        return t;
    }

    @Test
    void ofSeveralCredentialsARequestIsToldOfTheOneThatOpensFirst() {
        Timetable t = staggered().request("waits");
        expectWait(t, "account=alice", 10_200);
        t.at(9_800).expectCallAt("waits", 10_000).request("next");
        expectWait(t, "account=bob", 11_200);
    }

    @Test
    void soIsWhoAsksForALine() {
        Timetable t = staggered().request("waits");
        QueueView line = t.scheduler.queues(t.now).get(0);
        assertThat(line.limit()).isEqualTo("acc");
        assertThat(line.scopeKey()).isEqualTo(ScopeKey.of(Fixed.ACCOUNT, "alice"));
        assertThat(line.nextAt()).isEqualTo(Timetable.DAY + 10_000);
    }

    @Test
    void thousandsOfRequestsOfOneEventAreToldTheSame() {
        Timetable t = new Timetable(PER_ACCOUNT).requests("r", 3_000);
        t.waits.clear();
        t.credential("alice").expectCalls(1).at(1).credential("bob").expectCalls(1);
        Request again = t.requests.get("r3");
        assertThat(t.scheduler.explain(again.id(), t.now).scopeKey()).isEqualTo(ScopeKey.of(Fixed.ACCOUNT, "alice"));
        assertThat(t.scheduler.queues(t.now).get(0).scopeKey()).isEqualTo(ScopeKey.of(Fixed.ACCOUNT, "alice"));
    }

    @Test
    void ofThousandsOfCredentialsTheOneThatOpensFirstIsFound() {
        Timetable t = new Timetable(PER_ACCOUNT);
        for (int i = 900; i > 0; i--) {
            t.credential("c" + i);
        }
        for (int i = 1; i <= 900; i++) {
            t.at(i)
                    .request("r" + i, new Eligible.One("c" + i), 1, Scheduler.NEVER, true)
                    .expectCalls(1)
                    .ok("r" + i);
        }
        t.at(1_000).request("waits");
        expectWait(t, "account=c1", 10_201);
    }

    @Test
    void whoIsInALaneThatIsFreeIsNotToldOfAnotherOnesLimit() {
        Limit chat = limit("chat", 1, firstCall(60_000), new Dimension.Param("chat"));
        Timetable t = new Timetable(PER_ACCOUNT, chat).credential("alice");
        t.request("a", Map.of("chat", "1")).expectCall("a", "alice").ok("a");
        t.request("b", Map.of("chat", "1"));
        assertThat(t.waits.remove().limit()).isEqualTo("chat");
        t.request("c", Map.of("chat", "2"));
        assertThat(t.waits.remove().limit()).isEqualTo("acc");
        QueueView line = t.scheduler.queues(t.now).get(0);
        assertThat(line.limit()).isEqualTo("acc");
    }

    @Test
    void whereAllLanesAreBlockedTheLineTellsOfTheOneThatOpensFirst() {
        Limit chat = limit("chat", 1, firstCall(60_000), new Dimension.Param("chat"));
        Timetable t = new Timetable(chat).credential("alice");
        for (String name : List.of("1", "2")) {
            t.request("a" + name, Map.of("chat", name)).ok("a" + name).at(1_000);
        }
        for (String name : List.of("1", "2")) {
            t.request("b" + name, Map.of("chat", name)).expectWait("b" + name, Wait.Why.BUDGET);
        }
        QueueView line = t.scheduler.queues(t.now).get(0);
        assertThat(line.scopeKey()).isEqualTo(ScopeKey.of(new Dimension.Param("chat"), "1"));
        assertThat(line.nextAt()).isEqualTo(Timetable.DAY + 60_000);
    }

    /** What it stood behind before the last credential went is not what it waits for. */
    @Test
    void withoutACredentialALineTellsUntilWhenItWaitsForOne() {
        Timetable t =
                new Timetable(PER_ACCOUNT).credential("alice").requests("r", 2).expectCall("r1", "alice");
        t.answer("r1", Verdict.BANNED, 403);
        QueueView line = t.scheduler.queues(t.now).get(0);
        assertThat(line.why()).isEqualTo(Wait.Why.NO_CREDENTIAL);
        assertThat(line.limit()).isNull();
        assertThat(line.scopeKey()).isNull();
        assertThat(line.nextAt()).isEqualTo(Timetable.DAY + 86_400_000);
    }

    private static void expectWait(Timetable t, String scopeKey, long until) {
        Wait wait = t.waits.remove();
        assertThat(wait.scopeKey()).isEqualTo(new ScopeKey(scopeKey));
        assertThat(wait.until()).isLessThanOrEqualTo(Timetable.DAY + until).isGreaterThan(Timetable.DAY + until - 300);
    }
}
