package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Request;
import io.sluice.policy.Arrival;
import io.sluice.policy.Matched;
import io.sluice.policy.Matcher;
import io.sluice.policy.RequestRefused;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.DelayedRequest;

/** Turns records of requests into what the scheduler must know of them. */
final class Requests {
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
        return matched.request(
                directory.policy(request.getProvider()),
                request,
                new Arrival(delayed.getTicket(), requestId, delayed.getRequestedAt(), Delayed.progress(delayed)));
    }
}
