package io.sluice.streams.scheduler;

import io.sluice.core.credential.CredentialKey;
import io.sluice.core.schedule.Scheduler;
import io.sluice.policy.About;
import io.sluice.policy.Policy;
import io.sluice.policy.RequestRefused;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.DelayedRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Asks endpoints that show budgets, once for each credential after a start: what others have spent is known before the first
 * call then. One that cannot be used is asked when its record comes again. Nobody gets a response; a call that fails tells
 * nothing, and the rest goes on.
 */
final class Probes {
    /** Begins the ids of such requests. No request of a user has it: ids have no control characters. */
    private static final String ID = "\u0001status:";

    private final Directory directory;
    private final Requests requests;
    private final Kept kept;
    private final Desk desk;
    private final List<CredentialKey> wanted = new ArrayList<>();
    private final Set<CredentialKey> asked = new HashSet<>();
    private long tickets;

    Probes(Directory directory, Requests requests, Kept kept, Desk desk) {
        this.directory = directory;
        this.requests = requests;
        this.kept = kept;
        this.desk = desk;
    }

    /** Whether a request is one of these. */
    static boolean isProbe(String requestId) {
        return requestId.startsWith(ID);
    }

    /** A credential is there. */
    void credential(CredentialKey key) {
        if (asked.add(key)) {
            wanted.add(key);
        }
    }

    /** A provider's file has come; its credentials may have come before it. */
    void provider(String name) {
        directory.credentials().stream()
                .filter(key -> key.provider().equals(name))
                .forEach(this::credential);
    }

    /** Asks, at most for so many credentials, where their provider is known and calls can be made with them. */
    void advance(int most, Scheduler scheduler, long now) {
        int left = Math.min(most, wanted.size());
        for (CredentialKey key : List.copyOf(wanted.subList(0, left))) {
            wanted.remove(0);
            Policy policy = directory.find(key.provider());
            if (policy == null || !directory.isEnabled(key) || !kept.isUsable(key)) {
                asked.remove(key);
            } else {
                policy.about().status().stream()
                        .filter(About.StatusRequest::atStart)
                        .forEach(status -> ask(policy, status, key.id(), scheduler, now));
            }
        }
    }

    private void ask(Policy policy, About.StatusRequest status, String credential, Scheduler scheduler, long now) {
        String id = ID + policy.name() + ':' + credential + ':' + now + '-' + ++tickets;
        ApiRequest request = status.request()
                .request(policy.name())
                .setCredential(credential)
                .build();
        DelayedRequest delayed = Delayed.fresh(request, List.of(), -tickets, now);
        desk.arrived(id, delayed);
        try {
            scheduler.request(requests.of(id, delayed, requests.match(delayed)), now);
        } catch (RequestRefused notToBeAsked) {
            // the file asks for what its own rules refuse: nothing is told then
        }
        desk.clear();
    }
}
