package io.sluice.policy.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Limit;
import io.sluice.policy.About;
import io.sluice.policy.Policy;
import io.sluice.policy.explain.Limits;
import io.sluice.policy.explain.Phrases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The page of the bundled providers, in Markdown. */
final class ProviderPage {
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
            add("You fill in: `" + String.join("`, `", about.identity()) + "`.", "");
        }
        table(policy);
        about.terms()
                .ifPresent(terms -> add(
                        "**Several credentials**: " + Phrases.word(terms.pooling()) + "; " + terms.note() + " ("
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
