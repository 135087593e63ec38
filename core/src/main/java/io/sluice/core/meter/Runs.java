package io.sluice.core.meter;

import java.util.Arrays;

/**
 * Units by instant, oldest first, in a ring that grows to 256 runs.
 *
 * <p>It is exact until it is full. Then a run joins its later neighbour, and counts as if it had come with that one: of
 * all neighbours the two where the least units are delayed by the least time, which spreads the delay evenly.
 */
final class Runs {
    static final int MOST = 256;

    private long[] at = new long[4];
    private long[] units = new long[4];
    private int first;
    private int size;
    private long total;

    /** Adds units; an instant before the newest counts as the newest. */
    void add(long instant, long taken) {
        if (taken == 0) {
            return;
        }
        total += taken;
        int newest = slot(size - 1);
        if (size > 0 && instant <= at[newest]) {
            units[newest] += taken;
            return;
        }
        if (size == MOST) {
            joinClosest();
        } else if (size == at.length) {
            grow();
        }
        at[slot(size)] = instant;
        units[slot(size)] = taken;
        size++;
    }

    /** Forgets the runs up to an instant. */
    void forget(long instant) {
        while (size > 0 && at[first] <= instant) {
            total -= units[first];
            first = slot(1);
            size--;
        }
    }

    /** Units of runs after an instant. */
    long unitsAfter(long instant) {
        long after = total;
        for (int i = 0; i < size && at[slot(i)] <= instant; i++) {
            after -= units[slot(i)];
        }
        return after;
    }

    /** The instant of the run with which, from the oldest on, so many units are reached; {@link Meter#UNKNOWN} if there are fewer. */
    long reached(long wanted) {
        long left = wanted;
        for (int i = 0; i < size; i++) {
            left -= units[slot(i)];
            if (left <= 0) {
                return at[slot(i)];
            }
        }
        return Meter.UNKNOWN;
    }

    /** The oldest instant after the given one; {@link Meter#UNKNOWN} if there is none. */
    long oldestAfter(long instant) {
        for (int i = 0; i < size; i++) {
            if (at[slot(i)] > instant) {
                return at[slot(i)];
            }
        }
        return Meter.UNKNOWN;
    }

    long total() {
        return total;
    }

    int size() {
        return size;
    }

    /** Writes instant and units of each run. */
    void save(long[] to, int from) {
        for (int i = 0; i < size; i++) {
            to[from + 2 * i] = at[slot(i)];
            to[from + 2 * i + 1] = units[slot(i)];
        }
    }

    private int slot(int i) {
        return first + i < at.length ? first + i : first + i - at.length;
    }

    private void grow() {
        int grown = Math.min(MOST, 2 * at.length);
        long[] unrolled = new long[2 * size];
        save(unrolled, 0);
        at = Arrays.copyOf(at, grown);
        units = Arrays.copyOf(units, grown);
        first = 0;
        for (int i = 0; i < size; i++) {
            at[i] = unrolled[2 * i];
            units[i] = unrolled[2 * i + 1];
        }
    }

    private void joinClosest() {
        int closest = 0;
        long least = Long.MAX_VALUE;
        for (int i = 0; i + 1 < size; i++) {
            long delay = units[slot(i)] * (at[slot(i + 1)] - at[slot(i)]);
            if (delay < least) {
                least = delay;
                closest = i;
            }
        }
        units[slot(closest + 1)] += units[slot(closest)];
        for (int i = closest; i > 0; i--) {
            at[slot(i)] = at[slot(i - 1)];
            units[slot(i)] = units[slot(i - 1)];
        }
        first = slot(1);
        size--;
    }
}
