package io.sluice.core.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Amounts over equal spans of time. When there would be too many spans, each two become one. */
final class Timeline {
    private static final int MOST = 256;
    private static final long FIRST_SPAN = 10;

    private final long begin;
    private final List<Series> all = new ArrayList<>();
    private long span = FIRST_SPAN;

    Timeline(long begin) {
        this.begin = begin;
    }

    /** What is added up in it, span by span. */
    final class Series {
        private final double[] sums = new double[MOST];

        /** Adds what happened at an instant, in epoch ms. */
        void add(long at, long amount) {
            sums[index(at)] += amount;
        }

        /** Adds a level that held for some time; the sums are then level × ms. */
        void hold(long from, long to, long level) {
            index(to);
            long at = from;
            while (at < to) {
                int index = index(at);
                long end = Math.min(to, begin + (index + 1L) * span);
                sums[index] += (double) level * (end - at);
                at = end;
            }
        }

        /** Its sums until the given instant, each divided. */
        List<Double> until(long end, double divisor) {
            return Arrays.stream(sums, 0, spans(end))
                    .map(sum -> sum / divisor)
                    .boxed()
                    .toList();
        }

        private void fold() {
            for (int i = 0; i < MOST; i++) {
                sums[i] = i < MOST / 2 ? sums[2 * i] + sums[2 * i + 1] : 0;
            }
        }
    }

    Series series() {
        Series series = new Series();
        all.add(series);
        return series;
    }

    /** Length of a span at present, in ms. */
    long span() {
        return span;
    }

    private int spans(long end) {
        return index(end) + 1;
    }

    private int index(long at) {
        while (at - begin >= span * MOST) {
            all.forEach(Series::fold);
            span *= 2;
        }
        return (int) ((at - begin) / span);
    }
}
