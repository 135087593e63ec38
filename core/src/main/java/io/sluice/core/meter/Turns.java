package io.sluice.core.meter;

import io.sluice.core.provider.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjuster;
import java.time.temporal.TemporalAdjusters;

/** When calendar windows turn; instants are epoch ms of the provider's clock. */
abstract class Turns {
    private long start;
    private long next;

    /** The start of the window that an instant is in. */
    final long start(long at) {
        find(at);
        return start;
    }

    /** The start of the window after the one that an instant is in. */
    final long next(long at) {
        find(at);
        return next;
    }

    /** Most instants that are asked for lie in the window of the one before, so that one is remembered. */
    private void find(long at) {
        if (at < start || at >= next) {
            start = startOf(at);
            next = nextAfter(at);
        }
    }

    abstract long startOf(long at);

    abstract long nextAfter(long at);

    static Turns of(Window.Turns turns) {
        return turns.handle(new Window.Turns.Cases<>() {
            @Override
            public Turns aligned(Window.Turns.Aligned aligned) {
                return new Aligned(aligned.perMillis());
            }

            @Override
            public Turns daily(Window.Turns.Daily daily) {
                return new Local(daily.at(), daily.zone(), date -> date, Period.ofDays(1));
            }

            @Override
            public Turns monthly(Window.Turns.Monthly monthly) {
                return new Local(monthly.at(), monthly.zone(), TemporalAdjusters.firstDayOfMonth(), Period.ofMonths(1));
            }
        });
    }

    private static final class Aligned extends Turns {
        private final long per;

        Aligned(long perMillis) {
            this.per = perMillis;
        }

        @Override
        long startOf(long at) {
            return Math.floorDiv(at, per) * per;
        }

        @Override
        long nextAfter(long at) {
            return startOf(at) + per;
        }
    }

    /** At a local time every day, or every first of a month; a time that a zone skips is the instant after the gap. */
    private static final class Local extends Turns {
        private final LocalTime time;
        private final ZoneId zone;
        private final TemporalAdjuster first;
        private final Period step;

        Local(LocalTime time, ZoneId zone, TemporalAdjuster first, Period step) {
            this.time = time;
            this.zone = zone;
            this.first = first;
            this.step = step;
        }

        @Override
        long startOf(long at) {
            LocalDate date = date(at);
            return turn(date) <= at ? turn(date) : turn(date.minus(step));
        }

        @Override
        long nextAfter(long at) {
            LocalDate date = date(at);
            return turn(date) > at ? turn(date) : turn(date.plus(step));
        }

        private LocalDate date(long at) {
            return Instant.ofEpochMilli(at).atZone(zone).toLocalDate().with(first);
        }

        private long turn(LocalDate date) {
            return ZonedDateTime.of(date, time, zone).toInstant().toEpochMilli();
        }
    }
}
