package io.sluice.streams.scheduler;

import io.sluice.schemas.CallSummary;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.PendingCall;
import io.sluice.schemas.wire.LastCalls;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the body of a request, wherever it lies: on the desk, since it is being handled, in flight, or in the waiting room. */
final class Desk {
    private final Ledger ledger;
    private final WaitingRoom waitingRoom;
    private @Nullable String handledId;
    private @Nullable DelayedRequest handled;
    private boolean inFlight;

    Desk(Ledger ledger, WaitingRoom waitingRoom) {
        this.ledger = ledger;
        this.waitingRoom = waitingRoom;
    }

    /** A request came in that is not kept anywhere yet. */
    void arrived(String requestId, DelayedRequest delayed) {
        handledId = requestId;
        handled = delayed;
        inFlight = false;
    }

    /** A call of the request has ended. */
    void returned(String requestId, DelayedRequest delayed, CallSummary summary) {
        arrived(requestId, with(delayed, summary));
        inFlight = true;
    }

    private static DelayedRequest with(DelayedRequest delayed, CallSummary summary) {
        List<CallSummary> calls = new ArrayList<>(delayed.getCalls());
        calls.add(summary);
        if (calls.size() > LastCalls.MOST) {
            calls.remove(0);
        }
        return Delayed.with(delayed, calls);
    }

    /** It had to be back by the end of its lease; whether and when it was sent is not known. */
    private static CallSummary lost(PendingCall call) {
        return new CallSummary(
                call.getNotBefore(), call.getCredential(), null, "lost", call.getLease() - call.getNotBefore());
    }

    void clear() {
        handledId = null;
        handled = null;
    }

    /** The request as it is kept now; one whose call nobody told of with that call as a lost one. */
    DelayedRequest find(String requestId) {
        if (requestId.equals(handledId) && handled != null) {
            return handled;
        }
        DelayedRequest waiting = waitingRoom.find(requestId);
        if (waiting != null) {
            return waiting;
        }
        PendingCall call = ledger.call(requestId);
        if (call != null) {
            return with(call.getDelayed(), lost(call));
        }
        throw new IllegalStateException("request '" + requestId + "' is kept nowhere");
    }

    /** Whether the ledger has a call in flight for it. */
    boolean wasInFlight(String requestId) {
        return requestId.equals(handledId) ? inFlight : ledger.call(requestId) != null;
    }

    /** The ledger, where a call is in flight, or else the waiting room keeps it now. */
    void replaced(String requestId, DelayedRequest delayed, boolean called) {
        if (requestId.equals(handledId)) {
            handled = delayed;
            inFlight = called;
        }
    }
}
