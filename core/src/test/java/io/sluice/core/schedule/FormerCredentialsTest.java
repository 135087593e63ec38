package io.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.credential.Standing;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Credentials that are out of use, and secrets that were replaced, have no part in what answers prove. */
class FormerCredentialsTest {
    @Test
    void whereMostOfThoseInUseFailTheProviderIsHeldHoweverManyWereRetiredBefore() {
        Timetable t = new Timetable().credential("a").credential("b").credential("c");
        for (String id : List.of("old1", "old2", "old3", "old4")) {
            t.credential(id);
            by(t, id, "by-" + id).answer("by-" + id, Verdict.BANNED, 403);
        }
        t.at(120_000);
        for (String id : List.of("a", "b", "c")) {
            by(t, id, "by-" + id);
        }
        for (String id : List.of("a", "b", "c")) {
            t.answer("by-" + id, Verdict.NEEDS_LOGIN, 401);
        }
        assertThat(List.of("a", "b", "c"))
                .allSatisfy(id -> assertThat(t.standings.get(id).status()).isEqualTo(Standing.Status.ACTIVE));
        assertThat(t.alerts).extracting(Alert::kind).contains(Alert.Kind.PROVIDER_HELD);
    }

    @Test
    void a403OfAnEarlierSecretSaysNothingOfItsSuccessor() {
        Timetable t = new Timetable().credential("alice").credential("bob");
        for (String id : List.of("r1", "r2", "r3")) {
            by(t, "alice", id);
        }
        t.credential("alice");
        for (String id : List.of("r1", "r2", "r3")) {
            t.answer(id, Verdict.FORBIDDEN, 403).expectEnding(id, Result.HTTP_ERROR);
            by(t, "bob", "ok-" + id).ok("ok-" + id);
        }
        t.calls.clear();
        by(t, "alice", "next").expectCall("next", "alice");
    }

    private static Timetable by(Timetable t, String credential, String request) {
        return t.request(request, new Eligible.One(credential), 1, Scheduler.NEVER, true);
    }
}
