package io.sluice.core.meter;

import io.sluice.core.provider.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** When calendar windows turn; instants are epoch ms of the provider's clock. */
interface Turns {
    /** The start of the window that an instant is in. */
    long start(long at);

    /** The start of the window after the one that an instant is in. */
    long next(long at);

    static Turns of(Window.Turns turns) {
        if (turns instanceof Window.Turns.Daily daily) {
            return local(daily.at(), daily.zone(), false);
        }
        if (turns instanceof Window.Turns.Monthly monthly) {
            return local(monthly.at(), monthly.zone(), true);
        }
        long per = ((Window.Turns.Aligned) turns).perMillis();
        return new Turns() {
            @Override
            public long start(long at) {
                return Math.floorDiv(at, per) * per;
            }

            @Override
            public long next(long at) {
                return start(at) + per;
            }
        };
    }

    private static Turns local(LocalTime time, ZoneId zone, boolean monthly) {
        return new Turns() {
            @Override
            public long start(long at) {
                LocalDate date = date(at);
                long turn = turn(date);
                return turn <= at ? turn : turn(monthly ? date.minusMonths(1) : date.minusDays(1));
            }

            @Override
            public long next(long at) {
                LocalDate date = date(at);
                long turn = turn(date);
                return turn > at ? turn : turn(monthly ? date.plusMonths(1) : date.plusDays(1));
            }

            private LocalDate date(long at) {
                LocalDate date = Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
                return monthly ? date.withDayOfMonth(1) : date;
            }

            private long turn(LocalDate date) {
                return ZonedDateTime.of(date, time, zone).toInstant().toEpochMilli();
            }
        };
    }
}
