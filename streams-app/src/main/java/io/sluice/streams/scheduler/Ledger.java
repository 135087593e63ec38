package io.sluice.streams.scheduler;

import io.sluice.schemas.Answered;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.Cancellation;
import io.sluice.schemas.PendingCall;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What became of each request: a call of it is in flight, or it was answered. */
final class Ledger {
    private final CallsInFlight calls;
    private final AnswerMemory answers;

    Ledger(CallsInFlight calls, AnswerMemory answers) {
        this.calls = calls;
        this.answers = answers;
    }

    void inFlight(String requestId, PendingCall call) {
        calls.began(requestId, call);
    }

    /**
     * It was answered; a request without an id of its own leaves nothing behind.
     *
     * @param response as it was written
     */
    void answered(String requestId, ApiRequest request, byte[] response, long now) {
        calls.ended(requestId);
        if (request.getId() != null) {
            answers.put(requestId, new Answered(ByteBuffer.wrap(Digests.of(request)), ByteBuffer.wrap(response), now));
        }
    }

    /** Its call came to nothing and it waits again. */
    void notInFlight(String requestId) {
        calls.ended(requestId);
    }

    @Nullable
    PendingCall call(String requestId) {
        return calls.find(requestId);
    }

    /**
     * The calls in flight for requests that a cancellation covers.
     *
     * @param cancellations that it is among
     */
    List<PendingCall> covered(Cancellation cancellation, Cancellations cancellations) {
        String id = cancellation.getRequestId();
        return id == null ? calls.covered(cancellations) : calls.covered(id, cancellations);
    }

    /** The calls in flight of a provider. */
    List<PendingCall> callsOf(String provider) {
        return calls.of(provider);
    }

    /** The answer that a request of this id got in the last 24 hours. */
    @Nullable
    Answered answer(String requestId, long now) {
        return answers.find(requestId, now);
    }

    /** Reads the calls that were in flight before a restart. */
    void resume(Consumer<PendingCall> each) {
        calls.resume(each);
    }
}
