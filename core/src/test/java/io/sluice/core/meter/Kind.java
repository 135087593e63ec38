package io.sluice.core.meter;

import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Scope;
import io.sluice.core.provider.Window;
import java.util.List;
import java.util.Random;

/** Each kind of window, with the server that counts so. */
enum Kind {
    FIRST_CALL {
        @Override
        Window window(long per) {
            return new Window.FirstCall(per);
        }

        @Override
        Server server(long quota, long per, long seed) {
            return Server.firstCall(quota, per);
        }
    },
    SLIDING {
        @Override
        Window window(long per) {
            return new Window.Sliding(per);
        }

        @Override
        Server server(long quota, long per, long seed) {
            return Server.sliding(quota, per);
        }
    },
    BUCKET {
        @Override
        Window window(long per) {
            return new Window.Bucket(per);
        }

        @Override
        Server server(long quota, long per, long seed) {
            return Server.bucket(quota, per);
        }
    },
    CALENDAR {
        @Override
        Window window(long per) {
            return new Window.Calendar(new Window.Turns.Aligned(per));
        }

        @Override
        Server server(long quota, long per, long seed) {
            return Server.calendar(quota, Turns.of(new Window.Turns.Aligned(per)), skew(seed));
        }
    },
    CONCURRENT {
        @Override
        Window window(long per) {
            return new Window.Concurrent();
        }

        @Override
        Server server(long quota, long per, long seed) {
            return Server.concurrent(quota);
        }
    };

    abstract Window window(long per);

    abstract Server server(long quota, long per, long seed);

    Limit limit(long quota, long per) {
        return new Limit("limit", new Scope(List.of()), quota, window(per));
    }

    /** How far the server's clock is ahead of ours, in ms. */
    static long skew(long seed) {
        return new Random(seed).nextInt(1_800) - 900L;
    }
}
