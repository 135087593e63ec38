package io.sluice.core.provider;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.OptionalLong;

/** How a limit's quota comes back. */
public sealed interface Window {
    /** A window of fixed length that the first call opens; the whole quota is back when it ends. */
    record FirstCall(long perMillis) implements Window {
        public FirstCall {
            positive(perMillis);
        }

        @Override
        public <T> T handle(Handler<T> handler) {
            return handler.firstCall(this);
        }
    }

    /** Any span of the given length holds at most the quota. */
    record Sliding(long perMillis) implements Window {
        public Sliding {
            positive(perMillis);
        }

        @Override
        public <T> T handle(Handler<T> handler) {
            return handler.sliding(this);
        }
    }

    /** A bucket of {@code quota} tokens, refilled evenly over the given time. */
    record Bucket(long perMillis) implements Window {
        /** Tokens × ms that are counted exactly, with room for a sum. */
        public static final long MOST = Long.MAX_VALUE / 4;

        public Bucket {
            positive(perMillis);
        }

        /** The largest quota that is counted exactly. */
        public long most() {
            return MOST / perMillis;
        }

        @Override
        public <T> T handle(Handler<T> handler) {
            return handler.bucket(this);
        }
    }

    /** Windows that follow the provider's calendar. */
    record Calendar(Turns turns) implements Window {
        @Override
        public <T> T handle(Handler<T> handler) {
            return handler.calendar(this);
        }
    }

    /** At most the quota at the same time; a call counts from its send until its answer. */
    record Concurrent() implements Window {
        @Override
        public <T> T handle(Handler<T> handler) {
            return handler.concurrent(this);
        }
    }

    /** When calendar windows turn. */
    sealed interface Turns {
        /** At multiples of the given length since the epoch, in UTC. */
        record Aligned(long perMillis) implements Turns {
            public Aligned {
                positive(perMillis);
            }

            @Override
            public <T> T handle(Cases<T> cases) {
                return cases.aligned(this);
            }
        }

        /** Every day at a local time; a day with a daylight saving change lasts 23 or 25 hours. */
        record Daily(LocalTime at, ZoneId zone) implements Turns {
            @Override
            public <T> T handle(Cases<T> cases) {
                return cases.daily(this);
            }
        }

        /** Every first of the month at a local time. */
        record Monthly(LocalTime at, ZoneId zone) implements Turns {
            @Override
            public <T> T handle(Cases<T> cases) {
                return cases.monthly(this);
            }
        }

        /** One case for each way in which they turn. */
        interface Cases<T> {
            T aligned(Aligned turns);

            T daily(Daily turns);

            T monthly(Monthly turns);
        }

        <T> T handle(Cases<T> cases);
    }

    /** One case for each kind of window. */
    interface Handler<T> {
        T firstCall(FirstCall window);

        T sliding(Sliding window);

        T bucket(Bucket window);

        T calendar(Calendar window);

        T concurrent(Concurrent window);
    }

    <T> T handle(Handler<T> handler);

    /** The kind of window as a provider's file writes it. */
    default String text() {
        return handle(WindowText.KIND);
    }

    /** Its length in ms; empty where it has no fixed one. */
    default OptionalLong length() {
        return handle(WindowText.LENGTH);
    }

    private static void positive(long perMillis) {
        if (perMillis <= 0) {
            throw new IllegalArgumentException("a window's length must be positive, not " + perMillis + " ms");
        }
    }
}
