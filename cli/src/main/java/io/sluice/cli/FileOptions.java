package io.sluice.cli;

import io.sluice.policy.Policy;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.policy.file.CredentialFiles;
import io.sluice.policy.file.ProviderFiles;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Providers and credentials from files. */
final class FileOptions {
    @Option(
            names = "--providers",
            paramLabel = "P",
            description = "A provider file, a folder of them, or the name of a bundled one; may be repeated.")
    private final List<String> providers = new ArrayList<>();

    @Option(names = "--credentials", paramLabel = "C", description = "A credentials file or a folder; may be repeated.")
    private final List<String> credentials = new ArrayList<>();

    List<Policy> policies() {
        return ProviderFiles.load(providers);
    }

    List<CredentialDefinition> definitions() {
        return CredentialFiles.load(credentials);
    }

    void require() {
        if (providers.isEmpty() || credentials.isEmpty()) {
            throw new UserError("--providers and --credentials are needed");
        }
    }
}
