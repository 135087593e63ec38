package io.sluice.core.meter;

import java.util.Arrays;

/**
 * Calls that were answered after the earliest instant at which their window can have ended.
 *
 * <p>Few, so they are looked through. What is beyond 64 joins the newest of them, and counts as if it had been sent with
 * the earlier and answered with the later of the two.
 */
final class LateCalls {
    static final int FIELDS = 3;

    private static final int MOST = 64;

    /** Three numbers for each call: sent at, answered at, units. */
    private long[] calls = new long[2 * FIELDS];

    private int end;
    private long units;

    void add(long sentAt, long answeredAt, long taken) {
        units += taken;
        if (end == MOST * FIELDS) {
            int newest = end - FIELDS;
            calls[newest] = Math.min(calls[newest], sentAt);
            calls[newest + 1] = Math.max(calls[newest + 1], answeredAt);
            calls[newest + 2] += taken;
            return;
        }
        if (end == calls.length) {
            calls = Arrays.copyOf(calls, 2 * end);
        }
        calls[end++] = sentAt;
        calls[end++] = answeredAt;
        calls[end++] = taken;
    }

    /** Forgets the calls that were answered before an instant. */
    void forgetBefore(long instant) {
        int kept = 0;
        for (int i = 0; i < end; i += FIELDS) {
            if (calls[i + 1] < instant) {
                units -= calls[i + 2];
            } else {
                System.arraycopy(calls, i, calls, kept, FIELDS);
                kept += FIELDS;
            }
        }
        end = kept;
    }

    /** Units of the calls that were answered at an instant or after it. */
    long unitsFrom(long instant) {
        long from = 0;
        for (int i = 0; i < end; i += FIELDS) {
            from += calls[i + 1] >= instant ? calls[i + 2] : 0;
        }
        return from;
    }

    /** {@link Meter#UNKNOWN} if there are none. */
    long earliestSent() {
        long earliest = Meter.UNKNOWN;
        for (int i = 0; i < end; i += FIELDS) {
            earliest = Math.min(earliest, calls[i]);
        }
        return earliest;
    }

    /** {@link Long#MIN_VALUE} if there are none. */
    long latestAnswer() {
        long latest = Long.MIN_VALUE;
        for (int i = 0; i < end; i += FIELDS) {
            latest = Math.max(latest, calls[i + 1]);
        }
        return latest;
    }

    long units() {
        return units;
    }

    int length() {
        return end;
    }

    void save(long[] to, int from) {
        System.arraycopy(calls, 0, to, from, end);
    }
}
