package io.sluice.core.simulation;

import io.sluice.core.provider.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/** When a provider's calendar windows start; instants are epoch ms of its own clock. */
public interface Almanac {
    /** The start of the window that an instant is in. */
    long start(long at);

    /** The start of the window after the one that an instant is in. */
    long next(long at);

    static Almanac of(Window.Turns turns) {
        return turns.handle(new Window.Turns.Cases<>() {
            @Override
            public Almanac aligned(Window.Turns.Aligned aligned) {
                long per = aligned.perMillis();
                return new Almanac() {
                    @Override
                    public long start(long at) {
                        return at - Math.floorMod(at, per);
                    }

                    @Override
                    public long next(long at) {
                        return start(at) + per;
                    }
                };
            }

            @Override
            public Almanac daily(Window.Turns.Daily daily) {
                return local(daily.at(), daily.zone(), false);
            }

            @Override
            public Almanac monthly(Window.Turns.Monthly monthly) {
                return local(monthly.at(), monthly.zone(), true);
            }
        });
    }

    private static Almanac local(LocalTime time, ZoneId zone, boolean months) {
        return new Almanac() {
            @Override
            public long start(long at) {
                LocalDate date = next(at, -1);
                while (instant(step(date, 1)) <= at) {
                    date = step(date, 1);
                }
                return instant(date);
            }

            @Override
            public long next(long at) {
                LocalDate date = next(at, -1);
                while (instant(date) <= at) {
                    date = step(date, 1);
                }
                return instant(date);
            }

            private LocalDate next(long at, int steps) {
                LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(at), zone);
                return step(months ? today.withDayOfMonth(1) : today, steps);
            }

            private LocalDate step(LocalDate date, int steps) {
                return months ? date.plusMonths(steps) : date.plusDays(steps);
            }

            private long instant(LocalDate date) {
                return date.atTime(time).atZone(zone).toInstant().toEpochMilli();
            }
        };
    }
}
