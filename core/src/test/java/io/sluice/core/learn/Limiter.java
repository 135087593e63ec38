package io.sluice.core.learn;

import io.sluice.core.provider.Window;
import java.util.ArrayDeque;

/** A naive provider of one scope key: it sees true arrivals, in order of time. What it refuses takes nothing. */
abstract class Limiter {
    static final long NONE = -1;

    final long quota;
    final long per;

    Limiter(long quota, long per) {
        this.quota = quota;
        this.per = per;
    }

    /** A call arrives; returns whether it is taken. */
    abstract boolean takes(long at);

    /** The answer of a call that was taken has left. */
    void leaves() {}

    /** Units left after the call that has just arrived. */
    long left(long at) {
        return NONE;
    }

    /** Ms until the window ends, or until all is free again; {@link #NONE} where there is no such thing. */
    long reset(long at) {
        return NONE;
    }

    enum Kind {
        FIRST_CALL {
            @Override
            Limiter of(long quota, long per) {
                return new Fixed(quota, per, false);
            }

            @Override
            Window window(long per) {
                return new Window.FirstCall(per);
            }
        },
        CALENDAR {
            @Override
            Limiter of(long quota, long per) {
                return new Fixed(quota, per, true);
            }

            @Override
            Window window(long per) {
                return new Window.Calendar(new Window.Turns.Aligned(per));
            }
        },
        SLIDING {
            @Override
            Limiter of(long quota, long per) {
                return new Log(quota, per);
            }

            @Override
            Window window(long per) {
                return new Window.Sliding(per);
            }
        },
        BUCKET {
            @Override
            Limiter of(long quota, long per) {
                return new Leaky(quota, per);
            }

            @Override
            Window window(long per) {
                return new Window.Bucket(per);
            }
        },
        CONCURRENT {
            @Override
            Limiter of(long quota, long per) {
                return new Crowd(quota);
            }

            @Override
            Window window(long per) {
                return new Window.Concurrent();
            }
        };

        abstract Limiter of(long quota, long per);

        abstract Window window(long per);
    }

    private static final class Fixed extends Limiter {
        private final boolean calendar;
        private long end = Long.MIN_VALUE;
        private long used;

        Fixed(long quota, long per, boolean calendar) {
            super(quota, per);
            this.calendar = calendar;
        }

        @Override
        boolean takes(long at) {
            if (at >= end) {
                end = calendar ? at - Math.floorMod(at, per) + per : at + per;
                used = 0;
            }
            if (used < quota) {
                used++;
                return true;
            }
            return false;
        }

        @Override
        long left(long at) {
            return quota - used;
        }

        @Override
        long reset(long at) {
            return end - at;
        }
    }

    private static final class Log extends Limiter {
        private final ArrayDeque<Long> arrivals = new ArrayDeque<>();

        Log(long quota, long per) {
            super(quota, per);
        }

        @Override
        boolean takes(long at) {
            while (!arrivals.isEmpty() && arrivals.element() <= at - per) {
                arrivals.remove();
            }
            return arrivals.size() < quota && arrivals.add(at);
        }

        @Override
        long left(long at) {
            return quota - arrivals.size();
        }

        @Override
        long reset(long at) {
            return arrivals.isEmpty() ? per : arrivals.element() + per - at;
        }
    }

    /** nginx limit_req with burst = quota - 1 and nodelay, or a token bucket. */
    private static final class Leaky extends Limiter {
        private long level;
        private long since;

        Leaky(long quota, long per) {
            super(quota, per);
            this.level = quota * per;
        }

        @Override
        boolean takes(long at) {
            level = since == 0 ? level : Math.min(quota * per, level + Math.min(per, at - since) * quota);
            since = at;
            if (level < per) {
                return false;
            }
            level -= per;
            return true;
        }

        @Override
        long left(long at) {
            return level / per;
        }

        @Override
        long reset(long at) {
            return (quota * per - level + quota - 1) / quota;
        }
    }

    private static final class Crowd extends Limiter {
        private long running;

        Crowd(long quota) {
            super(quota, 1);
        }

        @Override
        boolean takes(long at) {
            return running < quota && ++running > 0;
        }

        @Override
        void leaves() {
            running--;
        }
    }
}
