package io.sluice.core.forecast;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import io.sluice.core.simulation.Almanac;
import java.util.ArrayList;
import java.util.List;

/** What a limit lets through. */
final class Capacity {
    private static final long DAY = 86_400_000;

    private Capacity() {}

    /** Budget units of one scope key that are for us, from one instant to another, both in epoch ms; units × ms where calls at the same time are counted. */
    static double of(Limit limit, long from, long to) {
        double quota = limit.usable();
        return limit.window().handle(new Window.Handler<>() {
            @Override
            public Double firstCall(Window.FirstCall window) {
                return quota * (1 + (to - from) / window.perMillis());
            }

            @Override
            public Double sliding(Window.Sliding window) {
                return quota * (1 + (to - from) / window.perMillis());
            }

            @Override
            public Double bucket(Window.Bucket window) {
                return quota + Math.floor(quota * (to - from) / window.perMillis());
            }

            @Override
            public Double calendar(Window.Calendar window) {
                return quota * windows(window.turns(), from, to);
            }

            @Override
            public Double concurrent(Window.Concurrent window) {
                return quota * Math.max(1, to - from);
            }
        });
    }

    /** Calendar windows that a span touches. */
    private static long windows(Window.Turns turns, long from, long to) {
        if (turns instanceof Window.Turns.Aligned aligned) {
            return 1 + Math.floorDiv(to, aligned.perMillis()) - Math.floorDiv(from, aligned.perMillis());
        }
        Almanac almanac = Almanac.of(turns);
        long windows = 1;
        for (long next = almanac.next(from); next <= to; next = almanac.next(next)) {
            windows++;
        }
        return windows;
    }

    /**
     * How full a limit is.
     *
     * @param sums units by span, or units × ms where calls at the same time are counted
     * @return by span: what was used within the window that ends there, of all that fits into one; at most 1
     */
    static List<Double> level(Limit limit, int keys, List<Double> sums, long span) {
        double room = (double) limit.usable() * keys;
        int spans = (int) Math.max(1, Math.min(sums.size(), per(limit.window()) / span));
        List<Double> level = new ArrayList<>();
        double within = 0;
        for (int i = 0; i < sums.size(); i++) {
            within += sums.get(i) - (i >= spans ? sums.get(i - spans) : 0);
            double windows = Math.max(1, (double) span * spans / per(limit.window()));
            level.add(Math.max(0, Math.min(1, within / (room * windows))));
        }
        return level;
    }

    /** The length of a window, in ms; 1 where there is none, so that units × ms are compared. */
    private static double per(Window window) {
        if (window instanceof Window.Concurrent) {
            return 1;
        }
        boolean daily = window instanceof Window.Calendar calendar && calendar.turns() instanceof Window.Turns.Daily;
        return (double) window.length().orElse(daily ? DAY : 30 * DAY);
    }
}
