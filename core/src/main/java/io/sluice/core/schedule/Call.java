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
    private static final int ERROR = 400;
    private static final int NOT_FOUND = 404;

    public Call {
        after = List.copyOf(after);
    }

    /** Whether callers make the calls that come after one that was answered with that status. */
    public static boolean passesPlace(int status) {
        return status < ERROR || status == NOT_FOUND;
    }

    /** The number of this call among the calls of its request, from 1. */
    public int number() {
        return progress.calls();
    }

    /** Which attempt of its request it is, from 1; a refused call is repeated under the same number. */
    public int attempt() {
        return progress.attempts() + 1;
    }

    /** Unique within its provider for all times: the request's id and the number of the call. */
    public String id() {
        return id(requestId, number());
    }

    /** Whether it had so many ms to begin: it came after no other call, and its request's deadline was further away. */
    boolean hadTime(long startMillis) {
        return startBy - notBefore >= startMillis;
    }

    /** Names the credential that it is made with. */
    public CredentialKey credentialKey() {
        return new CredentialKey(provider, credential);
    }

    static String id(String requestId, int number) {
        return requestId + '#' + number;
    }
}
