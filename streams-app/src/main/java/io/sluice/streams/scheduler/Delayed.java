package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Progress;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.CallSummary;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.Header;
import io.sluice.schemas.RetryTopic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of a request at a later state. They share what did not change; the generated builders would copy all of it. */
final class Delayed {
    private Delayed() {}

    /** A request that came, and that nothing was done for yet. */
    static DelayedRequest fresh(ApiRequest request, List<Header> headers, long ticket, long requestedAt) {
        return new DelayedRequest(
                request, headers, "", 0L, 0, ticket, 0, requestedAt, List.of(), 0, RetryTopic.NONE, 0, null);
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
    static DelayedRequest waiting(DelayedRequest of, RetryTopic first, String reason, Progress progress) {
        return at(of, wasParked(of) ? of.getParkedIn() : first, reason, progress);
    }

    private static DelayedRequest at(DelayedRequest of, RetryTopic parkedIn, String reason, Progress progress) {
        return new DelayedRequest(
                of.getRequest(),
                of.getHeaders(),
                reason,
                progress.notBefore(),
                progress.attempts(),
                of.getTicket(),
                progress.refusals(),
                of.getRequestedAt(),
                of.getCalls(),
                progress.calls(),
                parkedIn,
                progress.unstarted(),
                of.getAccount());
    }

    /** A call of it is made. */
    static DelayedRequest called(DelayedRequest of, Progress progress) {
        return at(of, of.getParkedIn(), of.getReason(), progress);
    }

    /** How far it has come. */
    static Progress progress(DelayedRequest of) {
        return new Progress(of.getAttempt(), of.getRefusals(), of.getCallCount(), of.getUnstarted(), of.getNotBefore());
    }

    /** It names no account, and goes with the one that there was alone when it came. */
    static DelayedRequest goingWith(DelayedRequest of, @Nullable String account) {
        boolean says = of.getRequest().getAccount() != null;
        return account == null || says ? of : with(of, of.getCalls(), account);
    }

    /** What became of its calls is known better. */
    static DelayedRequest with(DelayedRequest of, List<CallSummary> calls) {
        return with(of, calls, of.getAccount());
    }

    private static DelayedRequest with(DelayedRequest of, List<CallSummary> calls, @Nullable String account) {
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
                of.getParkedIn(),
                of.getUnstarted(),
                account);
    }
}
