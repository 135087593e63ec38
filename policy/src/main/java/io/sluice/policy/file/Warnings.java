package io.sluice.policy.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.policy.About;
import io.sluice.policy.Policy;
import io.sluice.policy.PolicyException.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a provider may take amiss of a file that can be used. */
final class Warnings {
    private Warnings() {}

    static List<Problem> of(Policy policy) {
        List<Problem> warnings = new ArrayList<>();
        policy.about().terms().ifPresent(terms -> pooled(policy, terms, warnings));
        for (String header : policy.about().identity()) {
            if (headers(policy).noneMatch(header::equalsIgnoreCase)) {
                warnings.add(new Problem(
                        "/identity",
                        "field 'headers' has no '" + header + "', which provider '" + policy.name()
                                + "' requires, expected a value of your own"));
            }
        }
        return warnings;
    }

    /** A limit that each token has for itself grows with their number. */
    private static void pooled(Policy policy, About.Terms terms, List<Problem> warnings) {
        if (terms.pooling() == About.Pooling.ALLOWED) {
            return;
        }
        JsonNode limits = policy.source().path("limits");
        int entries = limits.isArray() ? limits.size() : limits.isObject() ? 1 : 0;
        for (int i = 0; i < entries; i++) {
            JsonNode limit = limits.isArray() ? limits.get(i) : limits;
            JsonNode scope = limit.path("scope");
            Stream<JsonNode> keys =
                    scope.isArray() ? StreamSupport.stream(scope.spliterator(), false) : Stream.of(scope);
            if (keys.anyMatch(key -> key.asText().equals("credential"))) {
                String note = terms.note() == null ? "" : ": " + terms.note();
                warnings.add(new Problem(
                        limits.isArray() ? "/limits/" + i + "/scope" : "/limits/scope",
                        "field 'scope' lets each token add budget, and the provider's terms forbid that, expected"
                                + " [account] or [app]" + note));
            }
        }
    }

    private static Stream<String> headers(Policy policy) {
        return Stream.concat(
                policy.headers().keySet().stream(),
                policy.auth().stream().map(place -> place.getHeader()).filter(Objects::nonNull));
    }
}
