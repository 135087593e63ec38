package io.sluice.core.simulation;

import io.sluice.core.schedule.Outcome;

/** What becomes of a call on its way. Instants are true ones, in epoch ms, whatever our clock shows. */
public sealed interface Fate {
    /**
     * It leaves and arrives.
     *
     * @param servedAt when the provider is done with it
     * @param answeredAt when its answer is at the caller
     * @param heardAt when the scheduler hears of it; {@link Long#MAX_VALUE} if never
     * @param known whether the caller saw the answer; if not, it reports the call as lost
     */
    record Sent(long sentAt, long arrivesAt, long servedAt, long answeredAt, long heardAt, boolean known)
            implements Fate {
        public Sent {
            if (arrivesAt < sentAt || servedAt < arrivesAt || answeredAt < servedAt || heardAt < answeredAt) {
                throw new IllegalArgumentException("sent at " + sentAt + ", arrives at " + arrivesAt + ", served at "
                        + servedAt + ", answered at " + answeredAt + ", heard of at " + heardAt);
            }
        }

        /** The provider is done with it when its answer is at the caller, at the latest instant that can be. */
        public Sent(long sentAt, long arrivesAt, long answeredAt, long heardAt, boolean known) {
            this(sentAt, arrivesAt, answeredAt, answeredAt, heardAt, known);
        }

        /** The same, so many ms later. */
        Sent later(long millis) {
            return new Sent(
                    sentAt + millis,
                    arrivesAt + millis,
                    servedAt + millis,
                    answeredAt + millis,
                    heardAt == Long.MAX_VALUE ? heardAt : heardAt + millis,
                    known);
        }

        @Override
        public <T> T handle(Handler<T> handler) {
            return handler.sent(this);
        }
    }

    /**
     * The caller never starts it.
     *
     * @param cause why
     */
    record NotStarted(long heardAt, Outcome.NotStarted.Cause cause) implements Fate {
        @Override
        public <T> T handle(Handler<T> handler) {
            return handler.notStarted(this);
        }
    }

    /** The connection is refused. */
    record NotSent(long heardAt) implements Fate {
        @Override
        public <T> T handle(Handler<T> handler) {
            return handler.notSent(this);
        }
    }

    /** It vanishes with its caller, before it was sent. */
    record Vanished() implements Fate {
        @Override
        public <T> T handle(Handler<T> handler) {
            return handler.vanished(this);
        }
    }

    /** One case for each fate. */
    interface Handler<T> {
        T sent(Sent fate);

        T notStarted(NotStarted fate);

        T notSent(NotSent fate);

        T vanished(Vanished fate);
    }

    <T> T handle(Handler<T> handler);
}
