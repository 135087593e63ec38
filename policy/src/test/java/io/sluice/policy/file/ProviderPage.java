package io.sluice.policy.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.core.provider.Accounts;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.core.provider.Names;
import io.sluice.policy.About;
import io.sluice.policy.Policy;
import io.sluice.policy.explain.Limits;
import io.sluice.schemas.AuthPlace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The page of the bundled providers, in Markdown. */
final class ProviderPage {
    private static final Pattern PART = Pattern.compile("\\{([^}]+)}");

    private final List<String> lines = new ArrayList<>();

    private ProviderPage() {}

    static String of(List<Policy> policies) {
        ProviderPage page = new ProviderPage();
        page.add(
                "# Providers",
                "",
                "What the provider files in [providers](../providers) say; `--providers NAME` takes one. This page is made from them by a",
                "test (`mvn verify -pl policy -am -Dsluice.write`), so edit the files.",
                "",
                "A scope names what a limit is counted by. No scope is a single token: another token never lifts the limit of an account, an app",
                "or an address.");
        policies.forEach(page::section);
        return String.join("\n", page.lines) + "\n";
    }

    private void section(Policy policy) {
        About about = policy.about();
        add("", "## " + policy.name(), "", "`" + policy.baseUrl() + "`", "");
        if (!about.identity().isEmpty()) {
            add("You fill in: " + code(about.identity()) + ".", "");
        }
        table(policy);
        credentials(policy);
        about.terms()
                .ifPresent(terms -> add(
                        "**Several credentials**: " + Names.word(terms.pooling()) + "; " + terms.note() + " ("
                                + terms.url() + ").",
                        ""));
        if (!about.unspecified().isEmpty()) {
            add("**Not published**:", "");
            about.unspecified().forEach(text -> add("- " + text));
            add("");
        }
        add("**Source**: " + about.source().orElse("") + "; checked "
                + about.checked().map(Object::toString).orElse("never") + ".");
    }

    /** What a credential must have, and which requests must name whose. */
    private void credentials(Policy policy) {
        Set<String> parts = new TreeSet<>(
                Comparator.comparing((String part) -> !part.equals("token")).thenComparing(Comparator.naturalOrder()));
        for (AuthPlace place : policy.auth()) {
            Stream.of(place.getValue(), place.getPath())
                    .filter(Objects::nonNull)
                    .flatMap(text -> PART.matcher(text).results())
                    .forEach(part -> parts.add(part.group(1)));
        }
        add("**Secret**: " + (parts.isEmpty() ? "none" : code(parts)) + ".", "");
        List<String> own = policy.provider().endpoints().stream()
                .filter(endpoint -> endpoint.accounts() == Accounts.OWN)
                .map(Endpoint::name)
                .toList();
        if (own.size() == policy.provider().endpoints().size()) {
            add("**Accounts**: each request names one.", "");
        } else if (!own.isEmpty()) {
            add("**Accounts**: each request of " + code(own) + " names one.", "");
        }
    }

    private static String code(Collection<String> names) {
        return "`" + String.join("`, `", names) + "`";
    }

    private void table(Policy policy) {
        Map<String, Limit> limits = new LinkedHashMap<>();
        for (Endpoint endpoint : policy.provider().endpoints()) {
            endpoint.limits().forEach(limit -> limits.put(limit.name(), limit));
        }
        if (limits.isEmpty()) {
            add("No limits are declared: they are learned from the answers.", "");
            return;
        }
        add("| limit | endpoints | scope | quota | source |", "|---|---|---|---|---|");
        policy.source()
                .path("limits")
                .forEach(entry -> limits.values().stream()
                        .filter(limit -> limit.isCalled(entry.path("name").asText()))
                        .forEach(limit -> add(row(entry, limit))));
        add("");
    }

    private static String row(JsonNode entry, Limit limit) {
        String labels = Limits.labels(limit);
        StringJoiner quota = new StringJoiner("; ").add(Limits.text(limit));
        if (entry.has("unit")) {
            quota.add(entry.get("unit").asText());
        }
        if (!labels.isEmpty()) {
            quota.add("for credentials with " + labels);
        }
        entry.path("when")
                .path("param")
                .properties()
                .forEach(param -> quota.add("where " + param.getKey() + " is " + texts(param.getValue())));
        return "| " + limit.name() + " | " + (entry.has("endpoints") ? texts(entry.get("endpoints")) : "all") + " | "
                + limit.scope().toString().replaceAll("[\\[\\]]", "") + " | " + quota + " | "
                + entry.path("source").asText() + " |";
    }

    private void add(String... more) {
        lines.addAll(List.of(more));
    }

    private static String texts(JsonNode node) {
        if (!node.isArray()) {
            return node.asText();
        }
        StringJoiner texts = new StringJoiner(", ");
        node.forEach(text -> texts.add(text.asText()));
        return texts.toString();
    }
}
