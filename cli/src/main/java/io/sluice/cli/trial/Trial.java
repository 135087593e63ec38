package io.sluice.cli.trial;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.cli.UserError;
import io.sluice.cli.engine.Definitions;
import io.sluice.connectors.Clock;
import io.sluice.connectors.caller.OneCall;
import io.sluice.connectors.caller.SecretSettings;
import io.sluice.connectors.secret.ReferenceRules;
import io.sluice.core.credential.Credential;
import io.sluice.core.provider.Endpoint;
import io.sluice.policy.Matched;
import io.sluice.policy.Matcher;
import io.sluice.policy.Policy;
import io.sluice.policy.RequestRefused;
import io.sluice.policy.WireForm;
import io.sluice.policy.answer.Answer;
import io.sluice.policy.explain.Explanation;
import io.sluice.policy.explain.Meaning;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.schemas.ApiCall;
import io.sluice.schemas.ApiRequest;
import io.sluice.schemas.CallOutcome;
import io.sluice.schemas.OutcomeKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A call that was made to see what a provider's file makes of its answer.
 *
 * @param credential who made it
 * @param explanation what the file said before
 * @param outcome without secrets
 * @param meaning what the answer comes to
 */
public record Trial(
        Credential credential, Explanation explanation, ApiCall call, CallOutcome outcome, Meaning meaning) {
    /** Nobody, where the provider takes no secret. */
    private static final String NOBODY = "nobody";

    /**
     * Makes the call with the first credential that may make it.
     *
     * @param folder for the keys of this one call
     */
    public static Trial of(Policy policy, ApiRequest request, List<CredentialDefinition> known, Path folder)
            throws RequestRefused, IOException {
        List<CredentialDefinition> ours = known.stream()
                .filter(definition -> definition.credential().provider().equals(policy.name()))
                .filter(definition -> !definition.credential().disabled())
                .toList();
        int accounts = (int) ours.stream()
                .map(definition -> definition.credential().account())
                .distinct()
                .count();
        Matched matched = Matcher.match(policy, request, accounts);
        Credential credential = credential(policy, matched, ours);
        ApiCall call = call(policy, request, matched, credential);
        Definitions definitions = new Definitions(List.of(policy), ours);
        CallOutcome outcome = OneCall.make(
                call,
                new SecretSettings(folder, ReferenceRules.none(), definitions.trusted(), System.getenv()),
                Clock.anchored());
        if (outcome.getKind() != OutcomeKind.ANSWERED && outcome.getKind() != OutcomeKind.BODY_TOO_LARGE) {
            throw new UserError(call.getMethod() + " " + call.getUrl() + ": " + words(outcome));
        }
        Explanation explanation = Explanation.of(policy, request, List.of(credential));
        return new Trial(credential, explanation, call, outcome, meaning(policy, matched, outcome));
    }

    private static Credential credential(Policy policy, Matched matched, List<CredentialDefinition> ours) {
        if (policy.auth().isEmpty() && ours.isEmpty()) {
            return new Credential(policy.name(), NOBODY, NOBODY, NOBODY, Credential.DEFAULT_EGRESS, Map.of(), false);
        }
        return ours.stream()
                .map(CredentialDefinition::credential)
                .filter(matched.eligible()::admits)
                .findFirst()
                .orElseThrow(() -> new UserError("no credential of provider '" + policy.name() + "' for "
                        + matched.eligible().describe() + ", expected one in --credentials C"));
    }

    private static ApiCall call(Policy policy, ApiRequest request, Matched matched, Credential credential) {
        WireForm form = WireForm.of(policy, request);
        Endpoint endpoint = policy.provider().endpoint(matched.endpoint());
        return ApiCall.newBuilder()
                .setCallId("try")
                .setRequestId("try")
                .setProvider(policy.name())
                .setEndpoint(endpoint.name())
                .setCredential(credential.id())
                .setEgress(credential.egress())
                .setMethod(request.getMethod())
                .setUrl(form.url())
                .setHeaders(form.headers())
                .setBody(form.body())
                .setAuth(policy.auth())
                .setNotBefore(0)
                .setStartBy(Long.MAX_VALUE)
                .setTimeoutMs(endpoint.timeoutMillis())
                .setMaxBodyBytes(policy.details(endpoint.name()).maxBodyBytes())
                .setOutcomePartition(0)
                .setAttempt(1)
                .setConcurrency(1)
                .build();
    }

    private static String words(CallOutcome outcome) {
        String kind = outcome.getKind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return outcome.getReason() == null ? kind : kind + ", " + outcome.getReason();
    }

    private static Meaning meaning(Policy policy, Matched matched, CallOutcome outcome) {
        long sentAt = outcome.getSentAt() == null ? 0 : outcome.getSentAt();
        long answeredAt = outcome.getAnsweredAt() == null ? sentAt : outcome.getAnsweredAt();
        return Meaning.of(policy, matched, Answer.of(outcome, sentAt, answeredAt), answeredAt);
    }

    /** Whether the answer came, and its body was left out as larger than the provider's file lets it be. */
    boolean bodyTooLarge() {
        return outcome.getKind() == OutcomeKind.BODY_TOO_LARGE;
    }

    /** Lines for people. */
    public List<String> lines() {
        return new TrialReport(this).lines();
    }

    /** The same for programs. */
    public ObjectNode json() {
        return new TrialReport(this).json();
    }
}
