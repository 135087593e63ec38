package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Scheduler;
import io.sluice.policy.RequestRefused;
import io.sluice.schemas.DelayedRequest;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings requests that wait back to the scheduler, so many at a time: all of them after a start, and those of a provider
 * whose file has come or was replaced.
 *
 * <p>What left meanwhile is not brought back: the waiting room knows whom it changed. Nor is what {@link Probes} asked for
 * before the start: it is asked anew.
 */
final class Returning implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Returning.class);

    private final WaitingRoom waitingRoom;
    private final Unknown unknown;
    private final Unread unread;
    private final Applier.Waits waits;
    private final Endings endings;
    private final Ledger ledger;
    private final Knowledge knowledge;
    private final Deque<String> ids = new ArrayDeque<>();
    private WaitingRoom.@Nullable Walk walk;
    private boolean begun;
    private boolean serves;

    Returning(Knowledge knowledge, Applier.Stores stores, Apart apart, Applier.Waits waits, Endings endings) {
        this.knowledge = knowledge;
        this.waitingRoom = stores.waitingRoom();
        this.ledger = stores.ledger();
        this.unknown = apart.unknown();
        this.unread = apart.unread();
        this.waits = waits;
        this.endings = endings;
    }

    /** What a request is judged by when it comes. */
    record Knowledge(Directory directory, Requests requests, Cancellations cancellations) {}

    /** Those who wait without the scheduler's knowing of them. */
    record Apart(Unknown unknown, Unread unread) {}

    /** Begins to bring back all that wait. */
    void all() {
        close();
        begun = true;
        walk = waitingRoom.walk();
    }

    /**
     * Lets the requests of a provider match again: those that wait are brought back, those in flight are told of at once. One
     * in flight that is refused now counts on as it did.
     */
    void anew(String provider, Scheduler scheduler, long now) {
        LOG.debug("requests of provider {} are matched again: its file or its accounts are others", provider);
        ledger.callsOf(provider)
                .forEach(flight -> Resumed.request(flight, knowledge)
                        .ifPresent(request -> scheduler.match(flight.getCallId(), request, now)));
        if (begun) {
            all();
        }
    }

    /** Whether the waiting room was complete once, so that what waits could be brought back. */
    boolean isBegun() {
        return begun;
    }

    /** All are back, and those that are asked for statuses from now on are this task's own. */
    void serves() {
        serves = true;
    }

    /** Brings back some as well. */
    void add(Collection<String> requestIds) {
        ids.addAll(requestIds);
    }

    /** Whether nobody is left to be brought back: the scheduler has all that wait for providers which are known. */
    boolean isDone() {
        return begun && !isAtWork();
    }

    private boolean isAtWork() {
        return walk != null || !ids.isEmpty();
    }

    /** Brings back at most so many. */
    void advance(int most, Scheduler scheduler, long now) {
        for (int left = most; left > 0 && isAtWork(); left--) {
            if (walk == null) {
                String id = ids.remove();
                if (!scheduler.waits(id)) {
                    bring(id, waitingRoom.find(id), scheduler, now);
                }
            } else if (walk.hasNext()) {
                WaitingRoom.Met met = walk.next();
                if (Unread.isUnread(met.requestId())) {
                    unread.resume(met.requestId());
                } else if (!scheduler.waits(met.requestId())) {
                    bring(met.requestId(), waitingRoom.find(met), scheduler, now);
                }
            } else {
                close();
            }
        }
    }

    private void bring(String id, @Nullable DelayedRequest delayed, Scheduler scheduler, long now) {
        if (delayed == null) {
            return;
        }
        if (!serves && Probes.isProbe(id)) {
            endings.dropped(id, delayed);
        } else if (knowledge.directory().isRefused(delayed.getRequest().getProvider())) {
            LOG.debug("request {} waits for a file of its provider that this version takes", id);
        } else if (knowledge.directory().find(delayed.getRequest().getProvider()) == null) {
            unknown.resume(id, delayed, now);
        } else if (knowledge.cancellations().cover(id, delayed.getRequest(), delayed.getRequestedAt())) {
            endings.cancelled(id, delayed, true);
        } else {
            try {
                Requests requests = knowledge.requests();
                scheduler.resumeWaiting(requests.of(id, delayed, requests.match(delayed)), now);
                waits.batches().waits(id, delayed);
                waits.statuses().resumed(id, now);
            } catch (RequestRefused e) {
                endings.unserved(id, delayed, e.code(), e.getMessage());
            }
        }
    }

    @Override
    public void close() {
        if (walk != null) {
            walk.close();
            walk = null;
        }
    }
}
