package io.sluice.bench.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An API on 127.0.0.1, and what a user would write for it.
 *
 * @param concurrency calls in flight
 * @param endpoints entries of its file; the rest is {@code other}
 * @param limits entries of its file
 * @param credentials their ids, each an account of its own; what comes before a dot is its app
 * @param learn how limits are learned that are not declared
 */
public record Api(
        int port,
        int concurrency,
        List<String> endpoints,
        List<String> limits,
        List<String> credentials,
        String learn) {
    static final String PROVIDER = "bench";
    /** What lies below it waits for its own limit, where there is one. */
    public static final String SLOW = "/slow/";

    public Api {
        endpoints = List.copyOf(endpoints);
        limits = List.copyOf(limits);
        credentials = List.copyOf(credentials);
    }

    /** An API of which nothing is learned. */
    public Api(int port, int concurrency, List<String> limits, List<String> credentials) {
        this(port, concurrency, List.of(), limits, credentials, "off");
    }

    /** An API without limits, and one credential for it. */
    public static Api unlimited(int port, int concurrency) {
        return new Api(port, concurrency, List.of(), List.of("one"));
    }

    /** The same, where what lies below {@link #SLOW} has a limit: {@code quota: 10, per: 500ms, window: first-call}. */
    public static Api withSlow(int port, int concurrency, String limit) {
        return new Api(
                port,
                concurrency,
                List.of("{ name: slow, match: \"* " + SLOW + "**\" }"),
                List.of("{ name: slow, endpoints: [slow], scope: [provider], " + limit + " }"),
                List.of("one"),
                "off");
    }

    /** Writes its provider file; returns where. */
    Path writeProvider(Path folder) throws IOException {
        StringBuilder yaml = new StringBuilder("""
                version: 1
                provider: %s
                baseUrl: http://127.0.0.1:%d
                concurrency: %d
                accounts: any
                learn: %s
                source: a server of the benchmark
                """.formatted(PROVIDER, port, concurrency, learn));
        list(yaml, "endpoints", endpoints);
        list(yaml, "limits", limits);
        return Files.writeString(folder.resolve("provider.yaml"), yaml);
    }

    /** Writes its credentials file; returns where. */
    Path writeCredentials(Path folder) throws IOException {
        StringBuilder yaml = new StringBuilder();
        credentials.forEach(id -> yaml.append("- { id: %1$s, app: %3$s, provider: %2$s, secret: { value: %1$s } }\n"
                .formatted(id, PROVIDER, id.replaceAll("\\..*", ""))));
        return Files.writeString(folder.resolve("credentials.yaml"), yaml);
    }

    private static void list(StringBuilder yaml, String name, List<String> entries) {
        if (!entries.isEmpty()) {
            yaml.append(name).append(":\n");
            entries.forEach(entry -> yaml.append("  - ").append(entry).append('\n'));
        }
    }
}
