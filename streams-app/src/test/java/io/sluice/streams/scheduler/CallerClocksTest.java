package io.sluice.streams.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.schedule.Alert;
import io.sluice.schemas.Places;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A caller goes by its own clock: whether it is ours shows in what it announces, once a second here. */
class CallerClocksTest {
    private final List<Alert> alerts = new ArrayList<>();
    private final CallerClocks clocks = new CallerClocks(alerts::add);
    private long now = 1_000_000;

    @Test
    void aClockThatIsBehindIsToldOfOnceUntilItIsRight() {
        announce(25, 1_500);
        assertThat(messages())
                .containsExactly("the clock of caller c is some 1500 ms behind ours; its calls leave that much late");
        announce(20, 30);
        announce(25, 1_500);
        assertThat(alerts).hasSize(2);
    }

    @Test
    void aClockThatIsAheadIsToldOf() {
        announce(11, -400);
        assertThat(messages())
                .containsExactly(
                        "the clock of caller c is at least 400 ms ahead of ours; its calls leave that much early");
    }

    @Test
    void whatIsTooOldIsNotBelieved() {
        assertThat(clocks.believe(new Places("c", "default", 10, now - 6_001), now))
                .isFalse();
        assertThat(clocks.believe(new Places("c", "default", 10, now - 6_000), now))
                .isTrue();
    }

    /** Announcements wait where a broker or this task is slow. */
    @Test
    void oneThatCameInTimeTellsThatTheOthersWereLate() {
        for (int span = 0; span < 3; span++) {
            announce(9, 4_000);
            announce(2, 20);
        }
        assertThat(alerts).isEmpty();
    }

    @Test
    void nothingIsToldWhileOurOwnMarksComeLate() {
        for (int second = 0; second < 30; second++) {
            now += 1_000;
            clocks.marked(now - 2_500, now);
            clocks.believe(new Places("c", "default", 10, now - 2_500), now);
        }
        assertThat(alerts).isEmpty();
    }

    @Test
    void whatOurOwnMarksTakeAsWellIsNoFaultOfTheClock() {
        for (int second = 0; second < 30; second++) {
            now += 1_000;
            clocks.marked(now - 1_200, now);
            clocks.believe(new Places("c", "default", 10, now - 1_300), now);
        }
        assertThat(alerts).isEmpty();
    }

    private void announce(int times, long age) {
        for (int second = 0; second < times; second++) {
            now += 1_000;
            clocks.marked(now, now);
            clocks.believe(new Places("c", "default", 10, now - age), now);
        }
    }

    private List<String> messages() {
        return alerts.stream().map(Alert::message).toList();
    }
}
