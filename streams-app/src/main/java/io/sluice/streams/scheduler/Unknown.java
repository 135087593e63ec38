package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Progress;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.RetryTopic;
import io.sluice.schemas.wire.ReasonCodes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Requests for providers whose file has not come: they wait a little, so that a start or a new file races with nothing. */
final class Unknown {
    /** How long they wait, in ms. */
    static final long PATIENCE = 5_000;

    private final WaitingRoom waitingRoom;
    private final Endings endings;
    private final Statuses statuses;
    /** By request id, in the order in which they are answered. */
    private final Map<String, Waiter> waiters = new LinkedHashMap<>();

    private record Waiter(String provider, long until) {}

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

    /** A request waits already; one that waits here is known. */
    void resume(String requestId, DelayedRequest delayed, long now) {
        long until = now + PATIENCE;
        if (waiters.putIfAbsent(requestId, new Waiter(delayed.getRequest().getProvider(), until)) == null) {
            statuses.unknown(requestId, delayed, ReasonCodes.UNKNOWN_PROVIDER, until);
        }
    }

    boolean anyWaits() {
        return !waiters.isEmpty();
    }

    /** The requests that waited for a provider whose file has come. */
    List<String> takeFor(String provider) {
        List<String> taken = new ArrayList<>();
        waiters.forEach((requestId, waiter) -> {
            if (waiter.provider().equals(provider)) {
                taken.add(requestId);
            }
        });
        taken.forEach(waiters::remove);
        return taken;
    }

    /** Answers those that waited long enough, at most so many. */
    void advance(int most, long now) {
        Iterator<Map.Entry<String, Waiter>> all = waiters.entrySet().iterator();
        for (int left = most; left > 0 && all.hasNext(); left--) {
            Map.Entry<String, Waiter> first = all.next();
            if (first.getValue().until() > now) {
                return;
            }
            all.remove();
            DelayedRequest delayed = waitingRoom.find(first.getKey());
            if (delayed != null) {
                endings.unserved(
                        first.getKey(),
                        delayed,
                        ReasonCodes.UNKNOWN_PROVIDER,
                        "provider '" + first.getValue().provider() + "' is unknown");
            }
        }
    }

    /** Answers those that were cancelled. */
    void endCancelled(Cancellations cancellations) {
        waiters.keySet().removeIf(requestId -> {
            DelayedRequest delayed = waitingRoom.find(requestId);
            if (delayed == null || !cancellations.cover(requestId, delayed.getRequest(), delayed.getRequestedAt())) {
                return false;
            }
            endings.cancelled(requestId, delayed, true);
            return true;
        });
    }
}
