package io.sluice.core.meter;

import java.util.ArrayDeque;
import java.util.TreeMap;

/** A naive provider that sees true arrivals, in order of time, and says of each whether it is refused; that takes nothing. */
interface Server {
    boolean refuses(long arrival, long cost);

    /** The answer has left; only calls at the same time are counted until then. */
    default void answers(long cost) {}

    /** Units used of the window at that instant. */
    default long used(long at) {
        throw new UnsupportedOperationException();
    }

    /** The end of the window at that instant. */
    default long end(long at) {
        throw new UnsupportedOperationException();
    }

    static Server firstCall(long quota, long per) {
        return new Server() {
            private long end = Long.MIN_VALUE;
            private long used;

            @Override
            public boolean refuses(long arrival, long cost) {
                if (arrival >= end) {
                    end = arrival + per;
                    used = 0;
                }
                boolean refused = used + Math.min(cost, quota) > quota;
                used += refused ? 0 : Math.min(cost, quota);
                return refused;
            }

            @Override
            public long used(long at) {
                return used;
            }

            @Override
            public long end(long at) {
                return end;
            }
        };
    }

    static Server sliding(long quota, long per) {
        return new Server() {
            private final ArrayDeque<long[]> log = new ArrayDeque<>();
            private long used;

            @Override
            public boolean refuses(long arrival, long cost) {
                long taken = Math.min(cost, quota);
                if (used(arrival) + taken > quota) {
                    return true;
                }
                log.add(new long[] {arrival, taken});
                used += taken;
                return false;
            }

            @Override
            public long used(long at) {
                while (!log.isEmpty() && log.element()[0] <= at - per) {
                    used -= log.remove()[1];
                }
                return used;
            }
        };
    }

    static Server bucket(long quota, long per) {
        return new Server() {
            private long level = quota * per;
            private long since = Long.MIN_VALUE;

            @Override
            public boolean refuses(long arrival, long cost) {
                if (since != Long.MIN_VALUE) {
                    level = Math.min(quota * per, level + (arrival - since) * quota);
                }
                since = arrival;
                boolean refused = level < Math.min(cost, quota) * per;
                level -= refused ? 0 : Math.min(cost, quota) * per;
                return refused;
            }

            @Override
            public long used(long at) {
                return quota - Math.floorDiv(level, per);
            }
        };
    }

    /** Its clock is ahead of ours by {@code offset}. */
    static Server calendar(long quota, Turns turns, long offset) {
        return new Server() {
            private final TreeMap<Long, Long> counts = new TreeMap<>();

            @Override
            public boolean refuses(long arrival, long cost) {
                boolean refused = used(arrival) + Math.min(cost, quota) > quota;
                counts.merge(turns.start(arrival + offset), refused ? 0 : Math.min(cost, quota), Long::sum);
                return refused;
            }

            @Override
            public long used(long at) {
                return counts.getOrDefault(turns.start(at + offset), 0L);
            }
        };
    }

    static Server concurrent(long quota) {
        return new Server() {
            private long running;

            @Override
            public boolean refuses(long arrival, long cost) {
                running += Math.min(cost, quota);
                return running > quota;
            }

            @Override
            public void answers(long cost) {
                running -= Math.min(cost, quota);
            }
        };
    }
}
