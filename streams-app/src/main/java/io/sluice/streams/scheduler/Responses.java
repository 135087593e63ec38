package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Ending;
import io.sluice.core.schedule.Result;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.ApiResponse;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.CallSummary;
import io.sluice.schemas.DelayedRequest;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes responses. */
final class Responses {
    private Responses() {}

    /**
     * What a response tells of the last call that was made for its request.
     *
     * @param account null where none was made
     * @param endpoint where it went; where none was made, or the request waited since, the one that the request matches
     */
    record LastCall(@Nullable String account, String endpoint) {}

    /** The answer to a request that was taken. */
    static ApiResponse of(Ending ending, DelayedRequest delayed, @Nullable CallOutcome last, LastCall made, long now) {
        List<CallSummary> calls = delayed.getCalls();
        CallSummary lastCall = calls.isEmpty() ? null : calls.get(calls.size() - 1);
        boolean tried = ending.progress().wasCalled();
        ApiResponse.Builder response = about(ending.requestId(), delayed, now)
                .setResult(shown(ending.result()))
                .setReasonCode(ending.code())
                .setReason(ending.reason())
                .setAttempts(tried ? Math.max(1, ending.progress().attempts() + (succeeded(ending) ? 1 : 0)) : 0)
                .setCalls(calls)
                .setEndpoint(made.endpoint())
                .setWaitedMs(Math.max(0, (lastCall == null ? now : lastCall.getAt()) - delayed.getRequestedAt()));
        if (lastCall != null) {
            response.setCredential(lastCall.getCredential())
                    .setAccount(made.account())
                    .setStatus(lastCall.getStatus());
        }
        if (last != null) {
            if (ending.reason() == null) {
                response.setReason(last.getReason());
            }
            response.setStatus(last.getStatus()).setHeaders(last.getHeaders()).setBody(last.getBody());
        }
        if (ending.result() == Result.GAVE_UP && response.getStatus() == null) {
            response.setStatus(lastStatus(calls));
        }
        return response.build();
    }

    /** The answer to a request that was not taken. */
    static ApiResponse rejected(String requestId, DelayedRequest delayed, String code, String reason, long now) {
        return unserved(requestId, delayed, Result.REJECTED, code, reason, now);
    }

    /** The answer to a request that the scheduler does not have; it tells of the calls that were made for it. */
    static ApiResponse unserved(
            String requestId, DelayedRequest delayed, Result result, @Nullable String code, String reason, long now) {
        List<CallSummary> calls = delayed.getCalls();
        return about(requestId, delayed, now)
                .setResult(shown(result))
                .setReasonCode(code)
                .setReason(reason)
                .setAttempts(delayed.getAttempt())
                .setCalls(calls)
                .setStatus(lastStatus(calls))
                .setWaitedMs(Math.max(0, now - delayed.getRequestedAt()))
                .build();
    }

    /** The last status of a call that was answered; null where none was. */
    private static @Nullable Integer lastStatus(List<CallSummary> calls) {
        return calls.stream()
                .map(CallSummary::getStatus)
                .filter(Objects::nonNull)
                .reduce((one, next) -> next)
                .orElse(null);
    }

    private static io.sluice.schemas.Result shown(Result result) {
        return io.sluice.schemas.Result.valueOf(result.name());
    }

    private static ApiResponse.Builder about(String requestId, DelayedRequest delayed, long now) {
        ApiRequest request = delayed.getRequest();
        return ApiResponse.newBuilder()
                .setRequestId(requestId)
                .setProvider(request.getProvider())
                .setAccount(request.getAccount())
                .setCredential(request.getCredential())
                .setRequestedAt(delayed.getRequestedAt())
                .setCompletedAt(now)
                .setBatch(request.getBatch())
                .setClient(request.getClient())
                .setContext(request.getContext())
                .setContextIsJson(request.getContextIsJson())
                .setBodyRef(null)
                .setCached(false)
                .setDuplicate(false);
    }

    private static boolean succeeded(Ending ending) {
        return switch (ending.result()) {
            case OK, HTTP_ERROR, BODY_TOO_LARGE, UNKNOWN_OUTCOME -> true;
            case GAVE_UP, DEADLINE_PASSED, CANCELLED, REJECTED -> false;
        };
    }
}
