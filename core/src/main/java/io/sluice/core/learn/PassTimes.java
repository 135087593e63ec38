package io.sluice.core.learn;

/** When the last calls passed, oldest first; as many as were asked for, at most 8192. */
final class PassTimes {
    private static final int MOST = 8_192;

    private long[] at = new long[16];
    private int first;
    private int size;

    /** Adds one, and keeps so many; an instant before the newest counts as the newest. */
    void add(long instant, long keep) {
        long newest = size == 0 ? instant : at[slot(size - 1)];
        if (size >= Math.min(keep, MOST)) {
            first = slot(1);
            size--;
        } else if (size == at.length) {
            grow();
        }
        at[slot(size)] = Math.max(newest, instant);
        size++;
    }

    /** How many of those kept came after an instant. */
    int after(long instant) {
        int from = 0;
        int to = size;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (at[slot(middle)] > instant) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return size - from;
    }

    private int slot(int i) {
        return (first + i) % at.length;
    }

    private void grow() {
        long[] grown = new long[2 * at.length];
        for (int i = 0; i < size; i++) {
            grown[i] = at[slot(i)];
        }
        at = grown;
        first = 0;
    }
}
