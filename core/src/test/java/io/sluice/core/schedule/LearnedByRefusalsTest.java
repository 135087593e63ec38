package io.sluice.core.schedule;

import static io.sluice.core.schedule.Timetable.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.learn.Learned;
import io.sluice.core.provider.Learn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An API lets five calls go in ten seconds, whatever they cost, and tells nothing but by refusing. */
class LearnedByRefusalsTest {
    private static final int QUOTA = 5;
    private static final long PER = 10_000;
    private static final long TICK = 100;
    private static final long LEARNED = 20 * 60_000;

    private final Timetable t = new Timetable();
    private final List<CredentialView> shown = new ArrayList<>();
    private final Set<Long> heldTo = new HashSet<>();
    private long opened = Timetable.DAY - PER;
    private int used;
    private int taken;
    private int requests;

    LearnedByRefusalsTest() {
        file(Learn.CAREFUL);
        t.credential("alice");
    }

    @Test
    void whileMoreIsTriedWhatIsKnownIsShown() {
        saturate(0, LEARNED, 1);
        shown.clear();
        heldTo.clear();
        saturate(LEARNED, 3 * LEARNED, 1);
        assertThat(heldTo).as("quotas that calls were held to").contains(QUOTA + 1L);
        assertThat(shown).isNotEmpty().allSatisfy(view -> {
            CredentialView.BudgetView learned = learned(view).get(0);
            assertThat(learned.quota()).isEqualTo(QUOTA);
            assertThat(learned.learned().proven()).isTrue();
        });
    }

    @Test
    void aNumberOfCallsIsLearnedWhateverTheseCost() {
        saturate(0, LEARNED, 3);
        taken = 0;
        saturate(LEARNED, 2 * LEARNED, 3);
        assertThat(taken).isGreaterThan((int) (0.9 * QUOTA * LEARNED / PER));
    }

    /** Nothing would ever correct it. */
    @Test
    void whereRefusalsDoNotTeachAnyMoreWhatTheyToldIsForgotten() {
        for (Learn learn : List.of(Learn.HEADERS, Learn.UNDECLARED, Learn.OFF)) {
            LearnedByRefusalsTest one = new LearnedByRefusalsTest();
            one.saturate(0, LEARNED, 1);
            assertThat(learned(one.shown.get(one.shown.size() - 1))).isNotEmpty();
            assertThat(one.isKept()).isTrue();
            one.file(learn);
            assertThat(one.limits()).as("%s", learn).isEmpty();
            one.t.restart();
            assertThat(one.limits()).as("%s, after a restart", learn).isEmpty();
            assertThat(one.isKept()).isFalse();
        }
    }

    /** There are always some who wait; a call is answered a tick after it left. */
    private void saturate(long from, long until, long cost) {
        for (long at = from; at < until; at += TICK) {
            t.at(at);
            List<Call> answered = List.copyOf(t.inFlight.values());
            t.calls.clear();
            answered.stream().filter(call -> call.notBefore() < t.now).forEach(this::answer);
            while (t.waiting.size() + t.inFlight.size() < 4 * QUOTA) {
                t.request("r" + ++requests, new Eligible.Any(), cost, Scheduler.NEVER, true);
            }
            t.waits.clear();
            t.endings.clear();
            t.scheduler.showChanged(Integer.MAX_VALUE, t.now, shown::add);
            limits().forEach(one -> heldTo.add(one.limit().quota()));
        }
    }

    private void answer(Call call) {
        if (t.now >= opened + PER) {
            opened = t.now;
            used = 0;
        }
        boolean takes = used < QUOTA;
        used += takes ? 1 : 0;
        taken += takes ? 1 : 0;
        t.answer(call.requestId(), takes ? Verdict.OK : Verdict.THROTTLED, takes ? 200 : 429);
    }

    private List<Learned> limits() {
        ProviderState state = t.scheduler.providers.get("api");
        return state.learning.limits("other", state.members.get("alice").credential);
    }

    private boolean isKept() {
        return t.kept.keySet().stream().anyMatch(Learning::isLearned);
    }

    private static List<CredentialView.BudgetView> learned(CredentialView view) {
        return view.budgets().stream().filter(one -> one.learned() != null).toList();
    }

    private void file(Learn learn) {
        t.provider = Providers.learning(learn, endpoint("other"));
        t.scheduler.provider(t.provider, t.now);
    }
}
