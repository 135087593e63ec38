package io.sluice.core.meter;

import java.util.Arrays;

/** Units by calendar window, oldest first; windows are named by the instant of the provider's clock at which they start. */
final class WindowCounts {
    private long[] starts = new long[2];
    private long[] units = new long[2];
    private int size;

    void add(long start, long taken) {
        int at = size;
        while (at > 0 && starts[at - 1] > start) {
            at--;
        }
        if (at == 0 || starts[at - 1] != start) {
            insert(at, start);
            at++;
        }
        units[at - 1] += taken;
    }

    long of(long start) {
        for (int i = 0; i < size; i++) {
            if (starts[i] == start) {
                return units[i];
            }
        }
        return 0;
    }

    /** The most units of a window that starts at an instant or later. */
    long mostFrom(long start) {
        long most = 0;
        for (int i = size - 1; i >= 0 && starts[i] >= start; i--) {
            most = Math.max(most, units[i]);
        }
        return most;
    }

    /** Index of the newest window that has more units; negative if there is none. */
    int newestAbove(long most) {
        int i = size - 1;
        while (i >= 0 && units[i] <= most) {
            i--;
        }
        return i;
    }

    long start(int index) {
        return starts[index];
    }

    void forgetBefore(long start) {
        int gone = 0;
        while (gone < size && starts[gone] < start) {
            gone++;
        }
        size -= gone;
        System.arraycopy(starts, gone, starts, 0, size);
        System.arraycopy(units, gone, units, 0, size);
    }

    int size() {
        return size;
    }

    /** Writes start and units of each window. */
    void save(long[] to, int from) {
        for (int i = 0; i < size; i++) {
            to[from + 2 * i] = starts[i];
            to[from + 2 * i + 1] = units[i];
        }
    }

    private void insert(int at, long start) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            units = Arrays.copyOf(units, 2 * size);
        }
        System.arraycopy(starts, at, starts, at + 1, size - at);
        System.arraycopy(units, at, units, at + 1, size - at);
        starts[at] = start;
        units[at] = 0;
        size++;
    }
}
