package io.sluice.streams.scheduler;

import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.CallSummary;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.Header;
import io.sluice.schemas.RetryTopic;
import java.util.List;

/** Records of a request at a later state. They share what did not change; the generated builders would copy all of it. */
final class Delayed {
    private Delayed() {}

    /** A request that came, and that nothing was done for yet. */
    static DelayedRequest fresh(ApiRequest request, List<Header> headers, long ticket, long requestedAt) {
        return new DelayedRequest(request, headers, "", 0L, 0, ticket, 0, requestedAt, List.of(), 0, RetryTopic.NONE);
    }

    /** Whether it ever waited. */
    static boolean wasParked(DelayedRequest delayed) {
        return delayed.getParkedIn() != RetryTopic.NONE;
    }

    /** Since when it waits, epoch ms, as far as its record tells: since its last call, or since it was written. */
    static long waitsSince(DelayedRequest delayed) {
        List<CallSummary> calls = delayed.getCalls();
        if (calls.isEmpty()) {
            return delayed.getRequestedAt();
        }
        CallSummary last = calls.get(calls.size() - 1);
        return last.getAt() + last.getMs();
    }

    /**
     * It waits.
     *
     * @param first the retry topic for it if it never waited before
     */
    static DelayedRequest waiting(
            DelayedRequest of, RetryTopic first, String reason, long notBefore, int attempts, int refusals, int calls) {
        RetryTopic parkedIn = wasParked(of) ? of.getParkedIn() : first;
        return at(of, parkedIn, reason, notBefore, attempts, refusals, calls);
    }

    private static DelayedRequest at(
            DelayedRequest of,
            RetryTopic parkedIn,
            String reason,
            long notBefore,
            int attempts,
            int refusals,
            int calls) {
        return new DelayedRequest(
                of.getRequest(),
                of.getHeaders(),
                reason,
                notBefore,
                attempts,
                of.getTicket(),
                refusals,
                of.getRequestedAt(),
                of.getCalls(),
                calls,
                parkedIn);
    }

    /** A call of it is made. */
    static DelayedRequest called(DelayedRequest of, int attemptsBefore, int calls) {
        return at(of, of.getParkedIn(), of.getReason(), of.getNotBefore(), attemptsBefore, of.getRefusals(), calls);
    }

    /** What became of its calls is known better. */
    static DelayedRequest with(DelayedRequest of, List<CallSummary> calls) {
        return new DelayedRequest(
                of.getRequest(),
                of.getHeaders(),
                of.getReason(),
                of.getNotBefore(),
                of.getAttempt(),
                of.getTicket(),
                of.getRefusals(),
                of.getRequestedAt(),
                calls,
                of.getCallCount(),
                of.getParkedIn());
    }
}
