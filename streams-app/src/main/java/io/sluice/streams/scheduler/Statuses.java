package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Scheduler;
import io.sluice.core.schedule.Wait;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.RequestStatus;
import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Says of each request that waits longer than two seconds why it does, and until when: one record per wait, and one more when what it
 * waited for, such as the end of a backoff, is over and it waits for something else.
 */
final class Statuses {
    /** Shorter waits are not worth a record, in ms. */
    private static final long WORTH_SAYING = 2_000;

    /**
     * How much later the waits from before a restart are told again, in ms: what was said of them still stands, and
     * calls come first while nothing of this process has been compiled.
     */
    private static final long AFTER_A_START = 6_000;

    /** How long a request that may have left is kept in mind at most, in ms. */
    private static final long LOOK_AGAIN = 300_000;

    /**
     * Time for them in one go, a fifth of what passes between two: after a start all who wait are due at once, and saying so is slow
     * in code that has not been compiled. Streams handles a single record of each task in between then (4.2.2, {@code
     * StreamThread.runOnceWithoutProcessingThreads}: punctuation halves their number), and those of other partitions want to be served.
     */
    private static final long MOST_NANOS = 1_000_000;

    private final Out out;
    private final LongSupplier nanos;
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::from));
    /** Requests that waited for the first time since this task began, and of which nothing has been said. */
    private final Set<String> unsaid = new HashSet<>();

    /**
     * A request that may still wait a while after an instant.
     *
     * @param resumed whether it waits for longer, such as since before a restart
     * @param said what it was said to wait for until then; null: nothing
     */
    private record Due(String requestId, long from, boolean resumed, Wait.@Nullable Why said) {
        long since(DelayedRequest delayed) {
            return resumed ? Math.min(from, Delayed.waitsSince(delayed)) : from;
        }
    }

    /** @param nanos as {@link System#nanoTime()} */
    Statuses(Out out, LongSupplier nanos) {
        this.out = out;
        this.nanos = nanos;
    }

    /**
     * A request begins to wait.
     *
     * @param everParked whether it waited before: then what was said of it, now or before a restart, is still to be taken back
     */
    void waits(Wait wait, DelayedRequest delayed, boolean everParked, long now) {
        boolean isLong = wait.until() != Scheduler.NEVER && wait.until() - now > WORTH_SAYING;
        if (isLong) {
            unsaid.remove(wait.requestId());
            say(wait, delayed, now);
            lookAgain(wait, now);
        } else {
            if (!everParked) {
                unsaid.add(wait.requestId());
            }
            due.add(new Due(wait.requestId(), now, false, null));
        }
    }

    /** A request waits for its provider's file, and stands in no line yet. */
    void unknown(String requestId, DelayedRequest delayed, String reason, long until) {
        say(about(requestId, delayed, Delayed.waitsSince(delayed))
                .setEndpoint("")
                .setReason(reason)
                .setUntil(until)
                .setLane("")
                .setTicket(delayed.getTicket()));
    }

    /** A request waits since before a restart, and what was said of it is not known. */
    void resumed(String requestId, long now) {
        due.add(new Due(requestId, now + AFTER_A_START, true, null));
    }

    /** The number of waits that it keeps in mind since they may have to be told. */
    int size() {
        return due.size();
    }

    /**
     * Says some of what has become worth saying, one at least.
     *
     * @param explain why a request stands in line by now; null where it does not
     * @param request what waits under an id
     */
    void advance(long now, Function<String, @Nullable Wait> explain, Function<String, DelayedRequest> request) {
        long begun = nanos.getAsLong();
        do {
            Due first = due.peek();
            if (first == null || first.from() + WORTH_SAYING > now) {
                return;
            }
            due.remove();
            Wait wait = explain.apply(first.requestId());
            if (wait != null && wait.why() == first.said()) {
                lookAgain(wait, now);
            } else if (wait != null) {
                unsaid.remove(first.requestId());
                DelayedRequest delayed = request.apply(first.requestId());
                say(wait, delayed, first.since(delayed));
                lookAgain(wait, now);
            }
        } while (nanos.getAsLong() - begun < MOST_NANOS);
    }

    /** A request does not wait any more; if that was said, it is taken back. */
    void answered(String requestId, DelayedRequest delayed) {
        boolean neverSaid = unsaid.remove(requestId);
        if (Delayed.wasParked(delayed) && !neverSaid) {
            out.requestStatus(requestId, null);
        }
    }

    /** All who stand in line wait for budgets one after the other; what that is until is told of the line. */
    private void lookAgain(Wait wait, long now) {
        if (wait.why() != Wait.Why.BUDGET && wait.until() != Scheduler.NEVER && wait.until() > now) {
            due.add(new Due(wait.requestId(), Math.min(wait.until(), now + LOOK_AGAIN), true, wait.why()));
        }
    }

    private void say(Wait wait, DelayedRequest delayed, long since) {
        say(about(wait.requestId(), delayed, since)
                .setEndpoint(wait.endpoint())
                .setReason(wait.why().text())
                .setLimit(wait.limit())
                .setScopeKey(wait.scopeKey() == null ? null : wait.scopeKey().text())
                .setUntil(wait.until() == Scheduler.NEVER ? null : Long.valueOf(wait.until()))
                .setLane(wait.lane())
                .setTicket(wait.ticket()));
    }

    private static RequestStatus.Builder about(String requestId, DelayedRequest delayed, long since) {
        return RequestStatus.newBuilder()
                .setRequestId(requestId)
                .setProvider(delayed.getRequest().getProvider())
                .setAccount(delayed.getRequest().getAccount())
                .setSince(since);
    }

    private void say(RequestStatus.Builder status) {
        out.requestStatus(status.getRequestId(), status.build());
    }
}
