package io.sluice.core.meter;

import java.util.Arrays;

/**
 * Units by instant, oldest first, in a ring that grows to 256 runs.
 *
 * <p>It is exact until it is full. Then a run joins its later neighbour, and counts as if it had come with that one: the
 * two that last the shortest time together. There are 254 such pairs, so of a span of W no unit is delayed by more than
 * W / 127.
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

    /** Adds units at their instant, which may lie before the newest; where it is full, with the next later run. */
    void insert(long instant, long taken) {
        int later = 0;
        while (later < size && at[slot(later)] < instant) {
            later++;
        }
        if (later == size || taken == 0) {
            add(instant, taken);
            return;
        }
        total += taken;
        if (at[slot(later)] == instant || size == MOST) {
            units[slot(later)] += taken;
            return;
        }
        if (size == at.length) {
            grow();
        }
        size++;
        for (int i = size - 1; i > later; i--) {
            at[slot(i)] = at[slot(i - 1)];
            units[slot(i)] = units[slot(i - 1)];
        }
        at[slot(later)] = instant;
        units[slot(later)] = taken;
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

    /** The newest instant; 0 if there is none. */
    long newest() {
        return size == 0 ? 0 : at[slot(size - 1)];
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
        int closest = 1;
        for (int i = 2; i + 1 < size; i++) {
            closest = span(i) < span(closest) ? i : closest;
        }
        units[slot(closest + 1)] += units[slot(closest)];
        for (int i = closest; i > 0; i--) {
            at[slot(i)] = at[slot(i - 1)];
            units[slot(i)] = units[slot(i - 1)];
        }
        first = slot(1);
        size--;
    }

    /** How long a run and its later neighbour last together. */
    private long span(int i) {
        return at[slot(i + 1)] - at[slot(i - 1)];
    }
}
