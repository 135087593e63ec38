package io.sluice.core.meter;

import java.util.ArrayDeque;
import java.util.TreeMap;

/** A naive provider that sees true arrivals, in order of time, and says of each whether it is refused. */
interface Server {
    boolean refuses(long arrival);

    static Server firstCall(long quota, long per) {
        return new Server() {
            private long end = Long.MIN_VALUE;
            private long used;

            @Override
            public boolean refuses(long arrival) {
                if (arrival >= end) {
                    end = arrival + per;
                    used = 0;
                }
                return ++used > quota;
            }
        };
    }

    static Server sliding(long quota, long per) {
        ArrayDeque<Long> log = new ArrayDeque<>();
        return arrival -> {
            while (!log.isEmpty() && log.peek() <= arrival - per) {
                log.remove();
            }
            log.add(arrival);
            return log.size() > quota;
        };
    }

    static Server bucket(long quota, long per) {
        return new Server() {
            private long level = quota * per;
            private long since = Long.MIN_VALUE;

            @Override
            public boolean refuses(long arrival) {
                if (since != Long.MIN_VALUE) {
                    level = Math.min(quota * per, level + (arrival - since) * quota);
                }
                since = arrival;
                level -= per;
                return level < 0;
            }
        };
    }

    static Server calendar(long quota, long per, long offset) {
        TreeMap<Long, Integer> counts = new TreeMap<>();
        return arrival -> counts.merge(Math.floorDiv(arrival + offset, per), 1, Integer::sum) > quota;
    }
}
