package io.sluice.policy.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.policy.About;
import io.sluice.policy.Policy;
import io.sluice.policy.PolicyException.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a provider may take amiss of a file that can be used. */
final class Warnings {
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    private Warnings() {}

    static List<Problem> of(Policy policy) {
        List<Problem> warnings = new ArrayList<>();
        inClear(policy).ifPresent(warnings::add);
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

    /** Where everybody on the way can read the secret. */
    static Optional<Problem> inClear(Policy policy) {
        URI base = policy.baseUrl();
        if (policy.auth().isEmpty()
                || base.getScheme().equalsIgnoreCase("https")
                || LOOPBACK.matcher(base.getHost()).matches()) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                "/baseUrl",
                "field 'baseUrl' is '" + base + "', where credentials go in the clear, expected https, or auth: none"));
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
