package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Progress;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.RetryTopic;
import io.sluice.schemas.wire.ReasonCodes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Requests for providers whose file has not come: they wait a little, so that a start or a new file races with nothing. */
final class Unknown {
    /** How long they wait, in ms. */
    static final long PATIENCE = 5_000;

    private final WaitingRoom waitingRoom;
    private final Endings endings;
    private final Statuses statuses;
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();

    private record Waiter(String requestId, String provider, long until) {}

    Unknown(WaitingRoom waitingRoom, Endings endings, Statuses statuses) {
        this.waitingRoom = waitingRoom;
        this.endings = endings;
        this.statuses = statuses;
    }

    /** A request begins to wait. */
    void park(String requestId, DelayedRequest delayed, long now) {
        waitingRoom.park(
                requestId, Delayed.waiting(delayed, RetryTopic.BUDGET, ReasonCodes.UNKNOWN_PROVIDER, Progress.NONE));
        resume(requestId, delayed, now);
    }

    /** A request waits already. */
    void resume(String requestId, DelayedRequest delayed, long now) {
        waiters.add(new Waiter(requestId, delayed.getRequest().getProvider(), now + PATIENCE));
        statuses.unknown(requestId, delayed, ReasonCodes.UNKNOWN_PROVIDER, now + PATIENCE, now);
    }

    boolean anyWaits() {
        return !waiters.isEmpty();
    }

    /** The requests that waited for a provider whose file has come. */
    List<String> takeFor(String provider) {
        List<String> taken = new ArrayList<>();
        waiters.removeIf(waiter -> {
            boolean its = waiter.provider().equals(provider);
            if (its) {
                taken.add(waiter.requestId());
            }
            return its;
        });
        return taken;
    }

    /** Answers those that waited long enough, at most so many. */
    void advance(int most, long now) {
        for (int left = most; left > 0; left--) {
            Waiter first = waiters.peek();
            if (first == null || first.until() > now) {
                return;
            }
            waiters.remove();
            DelayedRequest delayed = waitingRoom.find(first.requestId());
            if (delayed != null) {
                endings.unserved(
                        first.requestId(),
                        delayed,
                        ReasonCodes.UNKNOWN_PROVIDER,
                        "provider '" + first.provider() + "' is unknown");
            }
        }
    }

    /** Answers those that were cancelled. */
    void endCancelled(Cancellations cancellations) {
        waiters.removeIf(waiter -> {
            DelayedRequest delayed = waitingRoom.find(waiter.requestId());
            if (delayed == null
                    || !cancellations.cover(waiter.requestId(), delayed.getRequest(), delayed.getRequestedAt())) {
                return false;
            }
            endings.cancelled(waiter.requestId(), delayed, true);
            return true;
        });
    }
}
