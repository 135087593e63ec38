package io.sluice.streams.scheduler;

import io.sluice.core.provider.Endpoint;
import io.sluice.core.schedule.Progress;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Scheduler;
import io.sluice.policy.Matched;
import io.sluice.policy.Matcher;
import io.sluice.policy.Policy;
import io.sluice.policy.RequestRefused;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.DelayedRequest;
import java.util.Set;

/** Turns records of requests into what the scheduler must know of them. */
final class Requests {
    /** RFC 9110 9.2.2. */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    private final Directory directory;

    Requests(Directory directory) {
        this.directory = directory;
    }

    Matched match(ApiRequest request) throws RequestRefused {
        return Matcher.match(
                directory.policy(request.getProvider()), request, directory.accounts(request.getProvider()));
    }

    /** What the scheduler must know of a request that was matched. */
    Request of(String requestId, DelayedRequest delayed, Matched matched) {
        ApiRequest request = delayed.getRequest();
        Policy policy = directory.policy(request.getProvider());
        Endpoint endpoint = policy.provider().endpoint(matched.endpoint());
        long cost = request.getCost() != null
                ? request.getCost()
                : policy.details(matched.endpoint()).cost();
        long timeout = request.getTimeoutMs() == null
                ? endpoint.timeoutMillis()
                : Math.min(request.getTimeoutMs(), endpoint.timeoutMillis());
        return new Request(
                delayed.getTicket(),
                requestId,
                request.getProvider(),
                matched.endpoint(),
                matched.eligible(),
                matched.params(),
                cost,
                deadline(request, delayed.getRequestedAt()),
                timeout,
                IDEMPOTENT.contains(request.getMethod()) || request.getIdempotencyKey() != null,
                new Progress(
                        delayed.getAttempt(), delayed.getRefusals(), delayed.getCallCount(), delayed.getNotBefore()));
    }

    /** The earlier of both; 0 means now or never, unless the other one had passed when the request was written. */
    private static long deadline(ApiRequest request, long requestedAt) {
        long deadline = request.getDeadline() == null ? Scheduler.NEVER : request.getDeadline();
        Long wait = request.getMaxWaitMs();
        if (wait == null) {
            return deadline;
        }
        if (wait == 0) {
            return deadline > requestedAt ? Scheduler.NOW_OR_NEVER : deadline;
        }
        return Math.min(deadline, plus(requestedAt, wait));
    }

    private static long plus(long instant, long wait) {
        return wait >= Scheduler.NEVER - instant ? Scheduler.NEVER : instant + Math.max(0, wait);
    }
}
