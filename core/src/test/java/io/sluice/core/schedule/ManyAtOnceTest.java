package io.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** However many are to be answered, one event answers a thousand, and none of the others is called meanwhile. */
class ManyAtOnceTest {
    private static final int MANY = 2_500;
    private static final int MOST = 1_000;
    private static final Eligible ANY = new Eligible.Any();

    /** One call in flight, and many who wait behind it. */
    private static Timetable crowd(long deadline) {
        Timetable t = new Timetable(Settings.DEFAULT, 1).credential("alice").request("first");
        for (int i = 1; i <= MANY; i++) {
            t.request("r" + i, ANY, 1, deadline, true);
        }
        return t.expectCall("first", "alice").expectNoCall();
    }

    private static void allEnd(Timetable t, Result result) {
        Set<String> ended = new HashSet<>();
        while (!t.endings.isEmpty()) {
            assertThat(t.endings).hasSizeLessThanOrEqualTo(MOST);
            t.endings.forEach(ending -> {
                assertThat(ending.result()).isEqualTo(result);
                assertThat(ended.add(ending.requestId())).isTrue();
            });
            t.endings.clear();
            boolean left = ended.size() < MANY;
            assertThat(t.scheduler.nextWake() <= t.now).isEqualTo(left);
            t.advance();
        }
        assertThat(ended).hasSize(MANY).doesNotContain("first");
        t.expectNoCall();
    }

    @Test
    void deadlinesOfManyPassAThousandAtATime() {
        allEnd(crowd(700).at(700), Result.DEADLINE_PASSED);
    }

    @Test
    void nobodyIsCalledWhoseDeadlineHasPassedAndWhoIsNotAnsweredYet() {
        Timetable t = crowd(700).at(700);
        assertThat(t.endings).hasSize(MOST);
        t.answer("first", Verdict.OK, 200).expectNoCall();
        t.endings.removeIf(ending -> ending.requestId().equals("first"));
        allEnd(t, Result.DEADLINE_PASSED);
    }

    @Test
    void ofManyWhoseBudgetsOpenTooLateNoMoreThanAThousandAreAnsweredAtOnce() {
        Timetable t = new Timetable(Settings.DEFAULT, 100, Timetable.limit("acc", 1, Timetable.firstCall(10_000)))
                .credential("alice")
                .request("first")
                .expectCall("first", "alice")
                .ok("first");
        for (int i = 1; i <= MANY; i++) {
            t.request("r" + i, ANY, 1, 9_900, true);
        }
        t.at(9_850).expectNoCall();
        assertThat(t.endings).hasSizeLessThanOrEqualTo(MOST);
        int before = t.endings.size();
        t.endings.clear();
        t.at(9_900);
        for (int i = 0; i < 3; i++) {
            assertThat(t.endings).hasSizeLessThanOrEqualTo(MOST);
            before += t.endings.size();
            t.endings.clear();
            t.advance();
        }
        assertThat(before).isEqualTo(MANY);
        t.expectNoCall();
    }

    @Test
    void whoWaitsForAWithdrawnProviderIsAnsweredAThousandAtATime() {
        Timetable t = crowd(Scheduler.NEVER);
        t.scheduler.withdraw("api", t.now);
        t.answer("first", Verdict.OK, 200).expectNoCall();
        t.endings.removeIf(ending -> ending.requestId().equals("first"));
        allEnd(t, Result.REJECTED);
    }

    @Test
    void whoWaitsWhenAWithdrawnProviderComesBackWaitsOn() {
        Timetable t = crowd(Scheduler.NEVER);
        t.scheduler.withdraw("api", t.now);
        t.scheduler.provider(Providers.of(1, Timetable.endpoint("other")), t.now);
        t.advance();
        assertThat(t.endings).hasSize(MOST);
        t.endings.clear();
        t.ok("first");
        assertThat(t.calls).isNotEmpty();
    }
}
