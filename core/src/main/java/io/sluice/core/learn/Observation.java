package io.sluice.core.learn;

import io.sluice.core.credential.Credential;
import java.util.List;

/**
 * What became of a call, as far as limits are concerned.
 *
 * @param sentAt epoch ms before which it did not leave
 * @param answeredAt epoch ms by which its answer had come
 * @param departure what {@link Learner#departs} gave for it
 * @param fate whether a limit let it through
 * @param retryAt epoch ms from which the answer allows calls; 0 where it does not say
 */
public record Observation(
        String endpoint,
        Credential credential,
        long sentAt,
        long answeredAt,
        Departure departure,
        Fate fate,
        long retryAt,
        List<Told> told) {
    /** Whether a limit let a call through. */
    public enum Fate {
        PASSED,
        REFUSED,
        /** Nobody knows whether the provider counts such calls: it failed, or did not know the caller. */
        UNCLEAR,
        /** The provider is in trouble, so the refusals that were the last outcomes were none of a limit. */
        TROUBLE
    }

    public Observation {
        told = List.copyOf(told);
    }

    boolean refused() {
        return fate == Fate.REFUSED;
    }

    boolean isUnclear() {
        return fate == Fate.UNCLEAR || fate == Fate.TROUBLE;
    }

    int inFlight() {
        return departure.inFlight();
    }

    /**
     * Calls that were in flight at any time of its own flight, itself included.
     *
     * @param departed how many have left until now
     */
    long among(long departed) {
        return departure.inFlight() + departed - departure.number();
    }
}
