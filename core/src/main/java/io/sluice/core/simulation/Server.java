package io.sluice.core.simulation;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Window;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts one limit for one scope key as a provider does: by the true instants at which calls arrive, in order of time. It
 * is naive on purpose, and shares nothing with the meters that guess at it from our side.
 */
abstract class Server {
    /** No instant is known. */
    static final long UNKNOWN = Long.MAX_VALUE;

    final long quota;

    private Server(long quota) {
        this.quota = quota;
    }

    /**
     * @param clockAhead by how many ms the provider's clock is ahead of true time
     */
    static Server of(Limit limit, long clockAhead) {
        long quota = limit.quota();
        return limit.window().handle(new Window.Handler<>() {
            @Override
            public Server firstCall(Window.FirstCall window) {
                return new FirstCall(quota, window.perMillis());
            }

            @Override
            public Server sliding(Window.Sliding window) {
                return new Sliding(quota, window.perMillis());
            }

            @Override
            public Server bucket(Window.Bucket window) {
                return new Bucket(quota, window.perMillis());
            }

            @Override
            public Server calendar(Window.Calendar window) {
                return new Calendar(quota, Almanac.of(window.turns()), clockAhead);
            }

            @Override
            public Server concurrent(Window.Concurrent window) {
                return new Concurrent(quota);
            }
        });
    }

    /** Units left at an instant. */
    abstract long left(long at);

    /** When more is free, if nobody calls; {@link #UNKNOWN} if only the end of a call tells. */
    abstract long opensAt(long at);

    /** When a window ends that answers can tell of; {@link #UNKNOWN} where there is none. */
    long endsAt(long at) {
        return UNKNOWN;
    }

    /** Takes units at an instant; only as many as are left. */
    abstract void take(long at, long units);

    /** A call that took units is over. */
    void ends(long units) {}

    /** What a call takes: at most everything. */
    final long units(long cost) {
        return Math.min(cost, quota);
    }

    private static final class FirstCall extends Server {
        private final long per;
        private long end = Long.MIN_VALUE;
        private long used;

        FirstCall(long quota, long per) {
            super(quota);
            this.per = per;
        }

        @Override
        long left(long at) {
            return at >= end ? quota : quota - used;
        }

        @Override
        long opensAt(long at) {
            return Math.max(at, end);
        }

        @Override
        long endsAt(long at) {
            return at < end ? end : UNKNOWN;
        }

        @Override
        void take(long at, long units) {
            if (at >= end) {
                end = at + per;
                used = 0;
            }
            used += units;
        }
    }

    private static final class Sliding extends Server {
        private final long per;
        private final ArrayDeque<long[]> arrivals = new ArrayDeque<>();
        private long used;

        Sliding(long quota, long per) {
            super(quota);
            this.per = per;
        }

        @Override
        long left(long at) {
            while (!arrivals.isEmpty() && arrivals.element()[0] <= at - per) {
                used -= arrivals.remove()[1];
            }
            return quota - used;
        }

        @Override
        long opensAt(long at) {
            return left(at) > 0 || arrivals.isEmpty() ? at : arrivals.element()[0] + per;
        }

        @Override
        void take(long at, long units) {
            arrivals.add(new long[] {at, units});
            used += units;
        }
    }

    private static final class Bucket extends Server {
        private final long per;
        /** Tokens × per. */
        private long level;

        private long since = Long.MIN_VALUE;

        Bucket(long quota, long per) {
            super(quota);
            this.per = per;
            this.level = quota * per;
        }

        @Override
        long left(long at) {
            if (since != Long.MIN_VALUE) {
                level = Math.min(quota * per, level + Math.min(at - since, per) * quota);
            }
            since = at;
            return level / per;
        }

        @Override
        long opensAt(long at) {
            return left(at) > 0 ? at : at + (per - level + quota - 1) / quota;
        }

        @Override
        void take(long at, long units) {
            left(at);
            level -= units * per;
        }
    }

    private static final class Calendar extends Server {
        private final Almanac almanac;
        private final long clockAhead;
        private final Map<Long, Long> used = new TreeMap<>();

        Calendar(long quota, Almanac almanac, long clockAhead) {
            super(quota);
            this.almanac = almanac;
            this.clockAhead = clockAhead;
        }

        @Override
        long left(long at) {
            return quota - used.getOrDefault(almanac.start(at + clockAhead), 0L);
        }

        @Override
        long opensAt(long at) {
            return almanac.next(at + clockAhead) - clockAhead;
        }

        @Override
        void take(long at, long units) {
            used.merge(almanac.start(at + clockAhead), units, Long::sum);
        }
    }

    private static final class Concurrent extends Server {
        private long running;

        Concurrent(long quota) {
            super(quota);
        }

        @Override
        long left(long at) {
            return quota - running;
        }

        @Override
        long opensAt(long at) {
            return UNKNOWN;
        }

        @Override
        void take(long at, long units) {
            running += units;
        }

        @Override
        void ends(long units) {
            running -= units;
        }
    }
}
