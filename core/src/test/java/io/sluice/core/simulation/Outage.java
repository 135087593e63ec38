package io.sluice.core.simulation;

import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Outcome;
import java.util.Random;

/**
 * A time in which the caller of an egress does nothing: it died, or it only slept and goes on when another one has taken over.
 * Instants are true ones, in epoch ms.
 *
 * @param until when another caller takes over
 * @param wakes when the old one goes on; {@link Long#MAX_VALUE} if never
 */
record Outage(String egress, long from, long until, long wakes) {
    private static final long NEVER = Long.MAX_VALUE;

    /** Whether no caller of the egress announces its places. */
    boolean silences(String one, long at) {
        return egress.equals(one) && at >= from && at < until;
    }

    /**
     * What becomes of a call of this egress that would have left and been answered as given.
     *
     * @param decided when a caller could read it first
     * @param by after which no caller starts it
     */
    Fate befall(Call call, Fate.Sent sent, long decided, long by, Random random) {
        if (decided >= until || sent.answeredAt() < from) {
            return sent;
        }
        if (sent.sentAt() < from) {
            return answerReadAt(wakes, call, sent);
        }
        // Where the old caller had committed its offset, the call is its own to start, and nobody else's.
        long starts = Math.max(sent.sentAt(), random.nextBoolean() ? wakes : until);
        if (starts == NEVER) {
            return new Fate.Vanished();
        }
        return starts > by
                ? new Fate.NotStarted(starts, Outcome.NotStarted.Cause.LATE)
                : sent.later(starts - sent.sentAt());
    }

    /** The provider served it as ever, and its answer lay where nobody read it. */
    private static Fate answerReadAt(long reads, Call call, Fate.Sent sent) {
        if (reads == NEVER) {
            return new Fate.Sent(
                    sent.sentAt(), sent.arrivesAt(), sent.servedAt(), sent.answeredAt(), NEVER, sent.known());
        }
        long answered = Math.max(reads, sent.answeredAt());
        return new Fate.Sent(
                sent.sentAt(),
                sent.arrivesAt(),
                sent.servedAt(),
                answered,
                Math.max(answered, sent.heardAt()),
                sent.known() && answered - sent.sentAt() < call.timeoutMillis());
    }
}
