package io.sluice.cli.demo;

import io.sluice.policy.Policy;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.policy.file.CredentialFiles;
import io.sluice.policy.file.ProviderFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The bundled sample as files, just as a user would write them. */
public final class Sample {
    /** Requests of the sample. */
    public static final int REQUESTS = 600;

    private final Path folder;

    /** Writes the sample's files for an API on the given port. */
    public Sample(Path folder, int port) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("provider.yaml"), """
                version: 1
                provider: demo
                baseUrl: http://127.0.0.1:%d
                concurrency: 64
                limits:
                  - { name: per-account, scope: [account], quota: %d, per: %dms, window: first-call }
                source: the bundled API
                """.formatted(port, DemoApi.QUOTA, DemoApi.WINDOW_MILLIS));
        StringBuilder credentials = new StringBuilder();
        for (String name : List.of("alice", "bob", "carol", "dave")) {
            credentials.append("- { id: %s, provider: demo, secret: { value: token-of-%s } }\n".formatted(name, name));
        }
        Files.writeString(folder.resolve("credentials.yaml"), credentials);
        StringBuilder requests = new StringBuilder();
        for (int item = 1; item <= REQUESTS; item++) {
            requests.append(
                    "{\"id\":\"item-%d\",\"provider\":\"demo\",\"path\":\"/items/%d\"}\n".formatted(item, item));
        }
        Files.writeString(requests(), requests);
    }

    public List<Policy> policies() {
        return ProviderFiles.load(List.of(folder.resolve("provider.yaml").toString()));
    }

    public List<CredentialDefinition> credentials() {
        return CredentialFiles.load(List.of(folder.resolve("credentials.yaml").toString()));
    }

    public Path requests() {
        return folder.resolve("requests.jsonl");
    }
}
