package io.sluice.streams.scheduler;

import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Cost;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Eligible;
import io.sluice.core.schedule.Scheduler;
import io.sluice.policy.Matched;
import io.sluice.policy.RequestRefused;
import io.sluice.schemas.DelayedRequest;
import io.sluice.schemas.PendingCall;
import java.util.Map;

/** Brings calls in flight back to the scheduler. */
final class Resumed {
    private Resumed() {}

    static void flight(PendingCall flight, Returning.Knowledge knowledge, Scheduler scheduler) {
        Requests requests = knowledge.requests();
        DelayedRequest delayed = flight.getDelayed();
        String provider = delayed.getRequest().getProvider();
        String requestId = flight.getCallId().substring(0, flight.getCallId().lastIndexOf('#'));
        Matched matched;
        try {
            matched = requests.match(delayed.getRequest());
        } catch (RequestRefused nowRefused) {
            matched = new Matched(flight.getEndpoint(), new Eligible.One(flight.getCredential()), Map.of(), Cost.ONE);
        }
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
                false);
        Credential credential = new Credential(
                provider,
                flight.getCredential(),
                flight.getAccount(),
                flight.getApp(),
                flight.getEgress(),
                flight.getLabels(),
                true);
        scheduler.resumeFlight(requests.of(requestId, delayed, matched), call, credential);
        if (knowledge.cancellations().cover(requestId, delayed.getRequest(), delayed.getRequestedAt())) {
            scheduler.cancelAfterCall(call.id());
        }
    }
}
