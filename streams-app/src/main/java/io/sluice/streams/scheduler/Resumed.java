package io.sluice.streams.scheduler;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Cost;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Eligible;
import io.sluice.core.schedule.Request;
import io.sluice.core.schedule.Scheduler;
import io.sluice.policy.Matched;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.PendingCall;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings calls in flight back to the scheduler. */
final class Resumed {
    private Resumed() {}

    /**
     * What the request of a call is by the present file; where that asks for an account and it names none, it
     * stays with its credential. Empty where the file refuses it otherwise.
     */
    static Optional<Request> request(PendingCall flight, Returning.Knowledge knowledge) {
        Requests requests = knowledge.requests();
        DelayedRequest delayed = flight.getDelayed();
        Optional<Matched> matched = requests.find(delayed).or(() -> requests.find(delayed, flight.getCredential()));
        return matched.map(found -> requests.of(requestId(flight), delayed, found));
    }

    /** What it is where the file refuses it. */
    private static Request refused(PendingCall flight, Requests requests) {
        Matched matched =
                new Matched(flight.getEndpoint(), new Eligible.One(flight.getCredential()), Map.of(), Cost.ONE);
        return requests.of(requestId(flight), flight.getDelayed(), matched);
    }

    private static String requestId(PendingCall flight) {
        return flight.getCallId().substring(0, flight.getCallId().lastIndexOf('#'));
    }

    static void flight(PendingCall flight, Returning.Knowledge knowledge, Scheduler scheduler) {
        DelayedRequest delayed = flight.getDelayed();
        String provider = delayed.getRequest().getProvider();
        String requestId = requestId(flight);
        Call call = new Call(
                requestId,
                Delayed.progress(delayed),
                provider,
                flight.getEndpoint(),
                flight.getCredential(),
                flight.getAccount(),
                flight.getEgress(),
                flight.getNotBefore(),
                flight.getStartBy(),
                flight.getLease(),
                Math.max(1, flight.getLease() - flight.getStartBy()),
                false,
                List.of());
        Credential credential = new Credential(
                provider,
                flight.getCredential(),
                flight.getAccount(),
                flight.getApp(),
                flight.getEgress(),
                flight.getLabels(),
                true);
        Request request = request(flight, knowledge).orElseGet(() -> refused(flight, knowledge.requests()));
        scheduler.resumeFlight(request, call, credential);
        if (knowledge.cancellations().cover(requestId, delayed.getRequest(), delayed.getRequestedAt())) {
            scheduler.cancelAfterCall(call.id());
        }
    }
}
