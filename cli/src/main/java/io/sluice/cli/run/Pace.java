package io.sluice.cli.run;

import java.util.OptionalLong;

/** How fast a run is answered, from its first answer on: what comes before is the start of the pipeline. */
final class Pace {
    private final int total;
    private final long lowerBound;
    private long since = -1;
    private int before;
    private int done;

    /**
     * @param total requests
     * @param lowerBound ms that the limits force on all of them
     */
    Pace(int total, long lowerBound) {
        this.total = total;
        this.lowerBound = lowerBound;
    }

    /** So many are answered at {@code now} (epoch ms); those of an earlier process may be among the first. */
    void seen(int answered, long now) {
        if (since < 0 && answered > 0) {
            since = now;
            before = answered;
        }
        done = answered;
    }

    /** Ms from {@code now} until all are answered: by the pace so far, and not before the limits allow; empty if neither tells. */
    OptionalLong left(long now) {
        if (done >= total) {
            return OptionalLong.of(0);
        }
        if (since < 0) {
            return lowerBound > 0 ? OptionalLong.of(lowerBound) : OptionalLong.empty();
        }
        long gone = now - since;
        int answered = done - before;
        long byPace = answered == 0 ? 0 : gone * (total - done) / answered;
        long byLimits = lowerBound * (total - before) / total - gone;
        long left = Math.max(byPace, byLimits);
        return left > 0 ? OptionalLong.of(left) : OptionalLong.empty();
    }
}
