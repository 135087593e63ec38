package io.sluice.core.schedule;

import io.sluice.core.credential.CredentialKey;
import java.util.List;

/**
 * The decision that a call be made.
 *
 * @param progress of its request, with this call
 * @param notBefore epoch ms before which it must not leave
 * @param startBy epoch ms after which it must not leave
 * @param lease epoch ms by which its outcome must have come
 * @param waited whether the request had been parked
 * @param after ids of the calls whose places it takes: it leaves when they have been answered well, and else not at all
 */
public record Call(
        String requestId,
        Progress progress,
        String provider,
        String endpoint,
        String credential,
        String account,
        String egress,
        long notBefore,
        long startBy,
        long lease,
        long timeoutMillis,
        boolean waited,
        List<String> after) {
    public Call {
        after = List.copyOf(after);
    }

    /** Of this call among the calls of its request, from 1. */
    public int number() {
        return progress.calls();
    }

    /** Of the request that it is, from 1; a refused call is repeated under the same number. */
    public int attempt() {
        return progress.attempts() + 1;
    }

    /** Unique for all times: the request's id and the number of the call. */
    public String id() {
        return id(requestId, number());
    }

    /** Of the credential that it is made with. */
    public CredentialKey credentialKey() {
        return new CredentialKey(provider, credential);
    }

    static String id(String requestId, int number) {
        return requestId + '#' + number;
    }
}
