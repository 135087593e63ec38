package io.sluice.streams.scheduler;

import io.sluice.core.schedule.Request;
import io.sluice.policy.Arrival;
import io.sluice.policy.Matched;
import io.sluice.policy.Matcher;
import io.sluice.policy.RequestRefused;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.DelayedRequest;
import java.util.Optional;
import java.util.Set;

/** Turns records of requests into what the scheduler must know of them. */
final class Requests {
    private final Directory directory;

    Requests(Directory directory) {
        this.directory = directory;
    }

    /** Where it goes by the present file and the present accounts of its provider. */
    Matched match(DelayedRequest delayed) throws RequestRefused {
        String provider = delayed.getRequest().getProvider();
        Set<String> accounts = directory.accounts(provider);
        String alone = directory.onlyAccount(provider);
        return Matcher.match(
                directory.policy(provider),
                delayed.getRequest(),
                accounts.size(),
                alone == null ? delayed.getAccount() : alone);
    }

    /** The same; empty where the file refuses it. */
    Optional<Matched> find(DelayedRequest delayed) {
        try {
            return Optional.of(match(delayed));
        } catch (RequestRefused nowRefused) {
            return Optional.empty();
        }
    }

    /** The same for one that goes with a credential, whatever accounts it may go with. */
    Optional<Matched> find(DelayedRequest delayed, String credential) {
        ApiRequest request = ApiRequest.newBuilder(delayed.getRequest())
                .setCredential(credential)
                .build();
        try {
            return Optional.of(Matcher.match(directory.policy(request.getProvider()), request, 1));
        } catch (RequestRefused nowRefused) {
            return Optional.empty();
        }
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
