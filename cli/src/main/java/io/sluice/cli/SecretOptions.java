package io.sluice.cli;

import io.sluice.connectors.secret.ReferenceRules;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a caller may open. */
final class SecretOptions {
    @Option(
            names = "--keys",
            paramLabel = "DIR",
            description =
                    "The key pair that secrets are sealed with; callers of one cluster share it (default: DATA/keys).")
    private @Nullable Path keys;

    @Option(
            names = "--secrets-dir",
            paramLabel = "DIR",
            description = "Files that credentials from the topic may name lie here.")
    private @Nullable Path secretsDir;

    @Option(
            names = "--secrets-env",
            paramLabel = "PREFIX",
            description = "Variables that credentials from the topic may name begin so.")
    private @Nullable String secretsEnv;

    Path keys(Path data) {
        return keys == null ? data.resolve("keys") : keys;
    }

    ReferenceRules references() {
        return new ReferenceRules(Optional.ofNullable(secretsDir), Optional.ofNullable(secretsEnv));
    }
}
