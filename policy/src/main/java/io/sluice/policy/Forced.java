package io.sluice.policy;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** The least time from first to last call of one budget, in ms. */
final class Forced {
    /** First day of four years that hold every length of a month. */
    private static final LocalDate CYCLE = LocalDate.of(2024, 1, 1);

    private static final int CYCLE_DAYS = 1_461;
    private static final int CYCLE_MONTHS = 48;

    private Forced() {}

    /**
     * What a limit forces on a budget.
     *
     * @param units that are spent in all
     * @param windows that they fill at least, where the limit has windows
     */
    static long millis(Limit limit, long units, long windows) {
        return limit.window().handle(new Window.Handler<>() {
            @Override
            public Long firstCall(Window.FirstCall window) {
                return times(windows - 1, window.perMillis());
            }

            @Override
            public Long sliding(Window.Sliding window) {
                return times(windows - 1, window.perMillis());
            }

            /** It is full at first, so what is beyond its capacity must trickle in. */
            @Override
            public Long bucket(Window.Bucket window) {
                BigInteger quota = BigInteger.valueOf(limit.usable());
                BigInteger beyond = BigInteger.valueOf(Math.max(0, units - limit.usable()));
                BigInteger[] parts =
                        beyond.multiply(BigInteger.valueOf(window.perMillis())).divideAndRemainder(quota);
                return clamped(parts[0].add(BigInteger.valueOf(parts[1].signum())));
            }

            /** The first window may be spent at its end and the last at its beginning, so only those between count. */
            @Override
            public Long calendar(Window.Calendar window) {
                return windows <= 2 ? 0L : shortest(window.turns(), windows - 2);
            }

            @Override
            public Long concurrent(Window.Concurrent window) {
                return 0L;
            }
        });
    }

    /** The shortest time that so many windows in a row can take. */
    private static long shortest(Window.Turns turns, long windows) {
        return turns.handle(new Window.Turns.Cases<>() {
            @Override
            public Long aligned(Window.Turns.Aligned aligned) {
                return times(windows, aligned.perMillis());
            }

            @Override
            public Long daily(Window.Turns.Daily daily) {
                return least(
                        CYCLE_DAYS,
                        day -> CYCLE.plusDays(day).atTime(daily.at()).atZone(daily.zone()),
                        windows,
                        ChronoUnit.DAYS);
            }

            @Override
            public Long monthly(Window.Turns.Monthly monthly) {
                return least(
                        CYCLE_MONTHS,
                        month -> CYCLE.plusMonths(month).atTime(monthly.at()).atZone(monthly.zone()),
                        windows,
                        ChronoUnit.MONTHS);
            }
        });
    }

    private static long least(int starts, IntFunction<ZonedDateTime> start, long windows, ChronoUnit unit) {
        return IntStream.range(0, starts)
                .mapToObj(start)
                .mapToLong(from -> ChronoUnit.MILLIS.between(from, from.plus(Math.min(windows, 1_000_000), unit)))
                .min()
                .orElse(0);
    }

    private static long times(long windows, long millis) {
        return clamped(BigInteger.valueOf(Math.max(0, windows)).multiply(BigInteger.valueOf(millis)));
    }

    private static long clamped(BigInteger millis) {
        return millis.bitLength() < Long.SIZE ? millis.longValue() : Long.MAX_VALUE;
    }
}
