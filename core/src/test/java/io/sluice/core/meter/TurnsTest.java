package io.sluice.core.meter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.provider.Window;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");

    @Test
    void alignedOnesTurnAtMultiplesSinceTheEpoch() {
        Turns turns = Turns.of(new Window.Turns.Aligned(60_000));
        assertThat(turns.start(120_000)).isEqualTo(120_000);
        assertThat(turns.start(119_999)).isEqualTo(60_000);
        assertThat(turns.next(119_999)).isEqualTo(120_000);
        assertThat(turns.start(-1)).isEqualTo(-60_000);
    }

    @Test
    void aDayLasts23And25HoursWhenClocksChange() {
        Turns turns = Turns.of(new Window.Turns.Daily(LocalTime.MIDNIGHT, PACIFIC));
        expect(turns, "2026-03-08T20:00:00Z", "2026-03-08T08:00:00Z", "2026-03-09T07:00:00Z");
        expect(turns, "2026-11-01T20:00:00Z", "2026-11-01T07:00:00Z", "2026-11-02T08:00:00Z");
    }

    @Test
    void aTurnThatTheZoneSkipsComesAfterTheGap() {
        Turns turns = Turns.of(new Window.Turns.Daily(LocalTime.of(2, 30), PACIFIC));
        expect(turns, "2026-03-08T10:29:59Z", "2026-03-07T10:30:00Z", "2026-03-08T10:30:00Z");
        expect(turns, "2026-03-08T10:30:00Z", "2026-03-08T10:30:00Z", "2026-03-09T09:30:00Z");
    }

    @Test
    void ofATurnThatTheZoneRepeatsTheFirstCounts() {
        Turns turns = Turns.of(new Window.Turns.Daily(LocalTime.of(1, 30), PACIFIC));
        expect(turns, "2026-11-01T09:30:00Z", "2026-11-01T08:30:00Z", "2026-11-02T09:30:00Z");
    }

    @Test
    void aMonthBeginsOnItsFirstAtTheLocalTime() {
        Turns turns = Turns.of(new Window.Turns.Monthly(LocalTime.of(9, 0), PACIFIC));
        expect(turns, "2026-03-01T16:59:59Z", "2026-02-01T17:00:00Z", "2026-03-01T17:00:00Z");
        expect(turns, "2026-03-31T23:00:00Z", "2026-03-01T17:00:00Z", "2026-04-01T16:00:00Z");
    }

    private static void expect(Turns turns, String at, String start, String next) {
        long millis = Instant.parse(at).toEpochMilli();
        assertThat(Instant.ofEpochMilli(turns.start(millis))).hasToString(start);
        assertThat(Instant.ofEpochMilli(turns.next(millis))).hasToString(next);
    }
}
