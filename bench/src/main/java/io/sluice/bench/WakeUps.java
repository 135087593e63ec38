package io.sluice.bench;

import io.sluice.bench.loop.Latencies;
import java.util.ArrayList;
import java.util.List;

/** How late calls come that wait for windows, as the API's own clock says: a window opens with its first call. */
final class WakeUps {
    private final List<Long> lateNanos = new ArrayList<>();
    private int early;

    private WakeUps() {}

    /**
     * Reads the instants at which calls arrived while more of them waited all the time.
     *
     * @param arrivals in order, in ns
     */
    static WakeUps of(List<Long> arrivals, int quota, long windowNanos) {
        WakeUps wakeUps = new WakeUps();
        long opened = arrivals.get(0);
        long due = opened;
        int used = 0;
        for (long at : arrivals) {
            if (at - opened >= windowNanos) {
                due = opened + windowNanos;
                opened = at;
                used = 0;
            }
            used++;
            wakeUps.early += used > quota ? 1 : 0;
            if (due > arrivals.get(0)) {
                wakeUps.lateNanos.add(at - due);
            }
        }
        return wakeUps;
    }

    /** From the instant at which a window could be opened to each of its calls; the first window has none. */
    Latencies late() {
        return Latencies.ofNanos(lateNanos);
    }

    /** Calls beyond the quota of their window. */
    int early() {
        return early;
    }
}
