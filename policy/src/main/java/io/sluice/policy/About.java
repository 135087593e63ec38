package io.sluice.policy;

import io.sluice.core.provider.Learn;
import io.sluice.policy.answer.Signal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provider's file says about its numbers and about the provider, beside how calls are made.
 *
 * @param source where the numbers come from
 * @param checked when they were last compared with that
 * @param unspecified what the provider does not publish
 * @param identity headers that the provider requires and that are the user's to fill in
 * @param learn how limits are learned from answers
 * @param status what can be asked about budgets
 */
public record About(
        Optional<String> source,
        Optional<LocalDate> checked,
        List<String> unspecified,
        Optional<Terms> terms,
        List<String> identity,
        Learn learn,
        List<StatusRequest> status) {
    public About {
        unspecified = List.copyOf(unspecified);
        identity = List.copyOf(identity);
        status = List.copyOf(status);
    }

    /** Whether a provider lets several credentials be used together. */
    public enum Pooling {
        ALLOWED,
        /** Each credential for the user whose it is. */
        PER_USER_ONLY,
        FORBIDDEN
    }

    /** What a provider says about several credentials. */
    public record Terms(
            Pooling pooling,
            @Nullable String note,
            @Nullable String url) {}

    /**
     * A request whose answer tells budgets.
     *
     * @param request method and path
     * @param atStart whether it is worth a call before all others
     * @param tells where its answer tells them
     */
    public record StatusRequest(RequestLine request, boolean atStart, List<Signal> tells) {
        public StatusRequest {
            tells = List.copyOf(tells);
        }
    }
}
