package io.sluice.cli;

import io.sluice.connectors.secret.KeyFolder;
import io.sluice.connectors.secret.ReferenceRules;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
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

    /** Makes the key pair where it is missing; {@link UserError} where it cannot be used. */
    void checkKeys(Path data) {
        Path folder = keys(data);
        try {
            KeyFolder.open(folder);
        } catch (IOException e) {
            throw new UserError("--keys " + folder + " cannot be used: " + why(e));
        }
    }

    private static String why(IOException trouble) {
        if (trouble instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied";
        }
        return trouble instanceof FileAlreadyExistsException there
                ? there.getFile() + ": a file, expected a folder"
                : String.valueOf(trouble.getMessage());
    }

    /** What references from topics may name; {@link UserError} for what would open too much. */
    ReferenceRules references() {
        if (secretsEnv != null && secretsEnv.isEmpty()) {
            throw new UserError(
                    "--secrets-env is empty, expected how the names of variables begin, such as SLUICE_SECRET_");
        }
        return new ReferenceRules(Optional.ofNullable(secretsDir), Optional.ofNullable(secretsEnv));
    }
}
