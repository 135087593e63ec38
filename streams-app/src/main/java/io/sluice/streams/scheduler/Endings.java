package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Progress;
import io.sluice.core.schedule.Result;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.DelayedRequest;
import java.util.function.LongSupplier;

/** Gives requests their answers, and clears away what was kept while they were not answered. */
final class Endings {
    private final Out out;
    private final Ledger ledger;
    private final WaitingRoom waitingRoom;
    private final Statuses statuses;
    private final Batches batches;
    private final LongSupplier clock;

    Endings(Out out, Applier.Stores stores, Statuses statuses, Batches batches, LongSupplier clock) {
        this.out = out;
        this.ledger = stores.ledger();
        this.waitingRoom = stores.waitingRoom();
        this.statuses = statuses;
        this.batches = batches;
        this.clock = clock;
    }

    /**
     * Answers a request.
     *
     * @param waited whether it stands in the waiting room
     */
    void end(String requestId, DelayedRequest delayed, ApiResponse response, boolean waited) {
        if (Probes.isProbe(requestId)) {
            ledger.notInFlight(requestId);
        } else {
            byte[] written = out.response(response, delayed.getHeaders());
            ledger.answered(requestId, delayed.getRequest(), written, clock.getAsLong());
        }
        clear(requestId, delayed, waited);
    }

    /** Answers a request that was cancelled before the scheduler had it. */
    void cancelled(String requestId, DelayedRequest delayed, boolean waited) {
        ApiResponse response = Responses.unserved(
                requestId, delayed, Result.CANCELLED, null, "cancelled before it was called", clock.getAsLong());
        end(requestId, delayed, response, waited);
    }

    /** Answers a request that waited and cannot be served any more. Its id is free again if none of its calls was ordered. */
    void unserved(String requestId, DelayedRequest delayed, String code, String reason) {
        Progress progress = Delayed.progress(delayed);
        ApiResponse response =
                Responses.unserved(requestId, delayed, progress.unserved(), code, reason, clock.getAsLong());
        if (progress.calls() > 0 || Probes.isProbe(requestId)) {
            end(requestId, delayed, response, true);
        } else {
            out.response(response, delayed.getHeaders());
            clear(requestId, delayed, true);
        }
    }

    /** Nobody waits for it, and it is not called any more. */
    void dropped(String requestId, DelayedRequest delayed) {
        clear(requestId, delayed, true);
    }

    private void clear(String requestId, DelayedRequest delayed, boolean waited) {
        if (waited) {
            waitingRoom.release(requestId, delayed);
        }
        statuses.answered(requestId, delayed);
        batches.leaves(requestId, delayed.getRequest());
    }
}
