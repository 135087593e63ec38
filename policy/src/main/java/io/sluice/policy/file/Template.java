package io.sluice.policy.file;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.core.provider.Names;
import io.sluice.policy.PolicyException;
import io.sluice.policy.PolicyReader;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/** A provider file to begin with. */
public final class Template {
    private static final List<String> TELL_NOTHING = List.of("api", "www", "com", "org", "net", "io", "co");

    private final String name;
    private final String url;

    private Template(String name, String url) {
        this.name = name;
        this.url = url;
    }

    /** A file for the API at a URL, named after its host; {@link IllegalArgumentException} says what is wrong with it. */
    public static Template of(String url) {
        return of(name(url), url);
    }

    /** A file for the API at a URL; {@link IllegalArgumentException} says what is wrong with them. */
    public static Template of(String name, String url) {
        Template template = new Template(name, url);
        try {
            JsonNode tree = template.tree();
            PolicyReader.read(tree);
            if (!tree.path("baseUrl").asText().equals(url)) {
                throw noUrl(url);
            }
        } catch (FileProblem e) {
            throw noUrl(url);
        } catch (PolicyException e) {
            throw new IllegalArgumentException(e.getMessage());
        }
        return template;
    }

    private static String name(String url) {
        String host;
        try {
            host = URI.create(url).getHost();
        } catch (IllegalArgumentException e) {
            host = null;
        }
        if (host == null) {
            throw noUrl(url);
        }
        for (String part : host.toLowerCase(Locale.ROOT).split("\\.", -1)) {
            if (!TELL_NOTHING.contains(part) && Names.isName(part) && !part.matches("\\d+")) {
                return part;
            }
        }
        return "api";
    }

    private static IllegalArgumentException noUrl(String url) {
        return new IllegalArgumentException("the URL is '" + url + "', expected http(s)://HOST[:PORT][/PATH]");
    }

    /** With comments. */
    public String yaml() {
        return """
                version: 1
                provider: %s
                baseUrl: %s

                # Where the secret goes. Without this: Authorization, Bearer {token}.
                # auth: [{ header: X-Api-Key, value: "{token}" }]
                # headers: { User-Agent: "my-program/1.0 (me@example.com)" }

                # Who may call: own (each request names its account), reads (GET may go with any), any.
                # accounts: reads

                # Endpoints that have limits of their own; the first that matches counts.
                # endpoints:
                #   - { name: search, match: "GET /search/**" }
                #   - { name: write,  match: ["POST /**", "PUT,PATCH,DELETE /**"], maxAttempts: 3 }

                # Limits: a quota per window, for a scope out of provider, app, account, credential, egress, endpoint,
                # param:NAME, label:NAME. Windows: first-call, calendar, sliding, bucket, concurrent.
                # Without limits they are learned from the answers.
                # limits:
                #   - { name: per-account, scope: [account], quota: 900, per: 15m, window: first-call }
                #   - { name: search-app,  endpoints: [search], scope: [app], quota: 30, per: 1m, window: sliding }

                # What answers tell, where it is not one of the well-known headers.
                # signals:
                #   - { limit: per-account, remaining: x-calls-left, reset: { header: x-calls-reset, as: epoch-seconds } }

                # What answers mean, where it is not what their status says.
                # answers:
                #   - { when: { status: 403, json: { pointer: /error/code, in: [rate_limited] } }, then: throttled }

                # Answers that you have seen, and what they must come to: sluice providers validate runs them.
                # examples:
                #   - { name: "window spent", request: "GET /search", answer: { status: 429, headers: { Retry-After: "30" } },
                #       is: throttled, waits: 30s }

                # Where the numbers come from, and when you looked.
                # source: "docs page"
                # checked: 2026-11-26
                """.formatted(name, url);
    }

    /** Without comments, as one line. */
    public String json() {
        return tree().toString();
    }

    private JsonNode tree() {
        return YamlFile.parse(name, yaml()).get(0).tree();
    }
}
