package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.firstCall;
import static io.sluice.core.schedule.Timetable.limit;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Dimension;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What calls of one credential change for others is shown of those, too. */
class SharersTest {
    @Test
    void whatOthersSpendOfASharedLimitIsShownOfAll() {
        Timetable t = new Timetable(limit("app", 3, firstCall(3_600_000), Dimension.Fixed.APP));
        t.credential("alice").credential("bob").credential("carol");
        shown(t);
        for (String id : List.of("x", "y")) {
            t.request(id, new Eligible.One("alice"), 1, Scheduler.NEVER, true).ok(id);
        }
        assertThat(used(shown(t))).isEqualTo(Map.of("alice", 2L, "bob", 2L, "carol", 2L));
        assertThat(shown(t)).as("nothing new").isEmpty();
    }

    @Test
    void aHoldOfAllIsShownOfAllAndLimitsOfTheirOwnAreNot() {
        Timetable t = new Timetable(limit("own", 3, firstCall(3_600_000), Dimension.Fixed.ACCOUNT));
        t.credential("alice").credential("bob");
        shown(t);
        t.request("x", new Eligible.One("alice"), 1, Scheduler.NEVER, true).ok("x");
        assertThat(used(shown(t))).isEqualTo(Map.of("alice", 1L));
        t.request("y", new Eligible.One("alice"), 1, Scheduler.NEVER, true);
        t.answer("y", Verdict.OVERLOADED, 503);
        assertThat(shown(t))
                .hasSize(2)
                .allSatisfy(view -> assertThat(view.holds()).hasSize(1));
    }

    @Test
    void ofThousandsWhoShareALimitSomeAreShownAtATimeUntilAllAre() {
        Timetable t = new Timetable(limit("app", 3, firstCall(3_600_000), Dimension.Fixed.APP));
        for (int i = 1; i <= 1_000; i++) {
            t.credential("c" + i);
        }
        shown(t);
        t.request("x").ok("x");
        List<CredentialView> all = new ArrayList<>(shown(t));
        assertThat(all).hasSizeLessThan(100);
        for (int i = 0; i < 110; i++) {
            all.addAll(shown(t));
        }
        assertThat(used(all)).hasSize(1_000);
        assertThat(all).hasSizeLessThan(1_010);
    }

    private static List<CredentialView> shown(Timetable t) {
        List<CredentialView> shown = new ArrayList<>();
        t.scheduler.showChanged(Integer.MAX_VALUE, t.now, shown::add);
        return shown;
    }

    private static Map<String, Long> used(List<CredentialView> shown) {
        Map<String, Long> used = new HashMap<>();
        shown.forEach(
                view -> used.put(view.credential().id(), view.budgets().get(0).used()));
        return used;
    }
}
