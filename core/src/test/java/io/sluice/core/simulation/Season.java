package io.sluice.core.simulation;

import io.sluice.core.provider.Window;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/** When an hour begins, and by which calendar: about the instants at which days, months and daylight saving turn. */
record Season(long begin, Instant edge, ZoneId zone) {
    private static final long HOUR = 3_600_000;
    /** Edge and zone: clocks go forward by an hour or half of one, back likewise, a month begins, or nothing at all happens. */
    private static final List<Season> ALL = List.of(
            of("2023-11-14T22:40:00Z", "Europe/Berlin"),
            of("2026-03-29T01:00:00Z", "Europe/Berlin"),
            of("2026-10-25T01:00:00Z", "Europe/Berlin"),
            of("2026-03-08T10:00:00Z", "America/Los_Angeles"),
            of("2026-11-01T09:00:00Z", "America/Los_Angeles"),
            of("2026-04-04T15:00:00Z", "Australia/Lord_Howe"),
            of("2026-10-03T15:30:00Z", "Australia/Lord_Howe"),
            of("2026-10-31T23:00:00Z", "Europe/Berlin"),
            of("2028-03-01T00:00:00Z", "UTC"));

    private static Season of(String edge, String zone) {
        return new Season(0, Instant.parse(edge), ZoneId.of(zone));
    }

    /** One whose edge lies within the hour, or near it. */
    static Season of(Random random) {
        Season some = ALL.get(random.nextInt(ALL.size()));
        return new Season(some.edge.toEpochMilli() - random.nextLong(HOUR), some.edge, some.zone);
    }

    /** Days or months that turn at a local time near the edge: some are skipped by it, or come twice. */
    Window.Turns turns(Random random) {
        ZoneOffset before = zone.getRules().getOffset(edge.minusMillis(1));
        LocalTime near = edge.atOffset(before).toLocalTime().plusMinutes(random.nextInt(120) - 60);
        return random.nextInt(3) > 0 ? new Window.Turns.Daily(near, zone) : new Window.Turns.Monthly(near, zone);
    }
}
