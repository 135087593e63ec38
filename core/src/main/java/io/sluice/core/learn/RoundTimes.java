package io.sluice.core.learn;

/** Lengths that people give to windows. */
final class RoundTimes {
    /** The usual ones, ms. */
    private static final long[] USUAL = {
        100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000, 10_800_000, 86_400_000
    };

    /** The round numbers of a unit, the likeliest first. */
    private static final long[] LIKELY = {1, 10, 5, 30, 15, 2, 20, 3, 4, 6, 12, 45, 40, 25, 50, 8, 24, 7, 9};

    private static final long DAY = 86_400_000;
    private static final long[] UNITS = {3_600_000, 60_000, 1_000, 100};

    private RoundTimes() {}

    /** The usual length that comes next; beyond the longest of them, a day more than the given one. */
    static long after(long millis) {
        for (long usual : USUAL) {
            if (usual > millis) {
                return usual;
            }
        }
        return millis + DAY;
    }

    /** The likeliest length above one and below another; the middle where none is round. */
    static long between(long above, long below) {
        for (long unit : UNITS) {
            for (long likely : LIKELY) {
                long millis = likely * unit;
                if (millis > above && millis < below) {
                    return millis;
                }
            }
        }
        return above + (below - above) / 2;
    }

    /** The roundest length within an interval; its end where none is. */
    static long within(long from, long to) {
        long found = between(from - 1, to + 1);
        boolean round = found % 100 == 0;
        return round ? found : to;
    }
}
