package io.sluice.core.credential;

import java.util.Map;
import java.util.TreeMap;

/**
 * How a credential fares, by what its own answers proved.
 *
 * <pre>
 *            401                   401 of another request, or of the probe
 *  ACTIVE ─────────► SUSPENDED ─────────────────────────────────► NEEDS_LOGIN
 *    ▲ any other answer │                                              │
 *    └──────────────────┘        ACTIVE, SUSPENDED ──banned──► BANNED   │ a new secret
 *    └─────────────────────────────────────────────────────────────────┘
 * </pre>
 *
 * Troubles of the provider or of ours never change it.
 *
 * @param reason a sentence for people
 * @param since epoch ms of the last change of status
 * @param suspect id of the request whose 401 suspended it; empty otherwise
 * @param recent one bit per call, newest lowest, set where the call failed for a reason that lies with the credential
 * @param lastUsedAt epoch ms of the last outcome; 0 if never used
 * @param counts by HTTP status
 */
public record Standing(
        Status status,
        String reason,
        long since,
        String suspect,
        long recent,
        long lastUsedAt,
        Map<Integer, Count> counts) {
    /** Number of the latest calls that the error rate is taken over. */
    private static final int REMEMBERED = 32;

    /** What a credential is fit for. */
    public enum Status {
        ACTIVE,
        SUSPENDED,
        NEEDS_LOGIN,
        BANNED
    }

    /** How often a status came, and when last (epoch ms). */
    public record Count(long count, long lastAt) {}

    public Standing {
        counts = Map.copyOf(counts);
    }

    /** A credential about which nothing is known. */
    public static Standing fresh(long now) {
        return new Standing(Status.ACTIVE, "", now, "", 0, 0, Map.of());
    }

    /** Whether calls may be made with it, a probe included. */
    public boolean usable() {
        return status == Status.ACTIVE || status == Status.SUSPENDED;
    }

    /** Counts an answer. */
    public Standing answered(int httpStatus, boolean credentialsFault, long at) {
        Map<Integer, Count> next = new TreeMap<>(counts);
        Count before = next.getOrDefault(httpStatus, new Count(0, 0));
        next.put(httpStatus, new Count(before.count() + 1, at));
        long bits = ((recent << 1) | (credentialsFault ? 1 : 0)) & ((1L << REMEMBERED) - 1);
        return new Standing(status, reason, since, suspect, bits, at, next);
    }

    /** An answer that needs a valid credential came back: a suspicion is lifted. */
    public Standing proven(long at) {
        return status == Status.SUSPENDED ? to(Status.ACTIVE, "", at, "") : this;
    }

    /** The provider did not accept the credential on a call of {@code requestId}. */
    public Standing unauthorised(String requestId, boolean probe, long at) {
        return switch (status) {
            case ACTIVE ->
                to(Status.SUSPENDED, "one call was answered as unauthorised; the next call is a probe", at, requestId);
            case SUSPENDED ->
                probe || !requestId.equals(suspect)
                        ? to(
                                Status.NEEDS_LOGIN,
                                "calls of two requests, or a probe, were answered as unauthorised",
                                at,
                                "")
                        : this;
            case NEEDS_LOGIN, BANNED -> this;
        };
    }

    /** The provider banned the credential. */
    public Standing banned(long at) {
        return to(Status.BANNED, "the provider answered that it is banned", at, "");
    }

    /** A suspicion is dropped without proof: the fault was the provider's. */
    public Standing cleared(long at) {
        return status == Status.ACTIVE ? this : to(Status.ACTIVE, "", at, "");
    }

    /** The share of the latest calls that failed through the credential's fault, 0 to 1. */
    public double errorRate() {
        return Long.bitCount(recent) / (double) REMEMBERED;
    }

    /** The error rate in four steps, 0 the best: how choice sees it. */
    public int errorClass() {
        return Math.min(3, Long.bitCount(recent) / 8);
    }

    private Standing to(Status next, String why, long at, String by) {
        return new Standing(next, why, at, by, recent, lastUsedAt, counts);
    }
}
