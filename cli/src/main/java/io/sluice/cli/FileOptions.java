package io.sluice.cli;

import io.sluice.cli.engine.Definitions;
import io.sluice.policy.Policy;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.policy.file.CredentialFiles;
import io.sluice.policy.file.ProviderFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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

    private @Nullable List<Policy> policies;
    private @Nullable List<CredentialDefinition> definitions;

    /** Read once, since a place may be a pipe. */
    List<Policy> policies() {
        List<Policy> read = policies;
        if (read == null) {
            read = ProviderFiles.load(providers);
            policies = read;
        }
        return read;
    }

    List<CredentialDefinition> definitions() {
        List<CredentialDefinition> read = definitions;
        if (read == null) {
            read = CredentialFiles.loadFor(names(), credentials);
            new Definitions(policies(), read).checkSecrets();
            definitions = read;
        }
        return read;
    }

    /** What is to be said of files that can be used, once nothing is wrong. */
    List<String> remarks() {
        return Stream.concat(ProviderFiles.inClear(policies()).stream(), unused())
                .toList();
    }

    /** Of credentials of a provider without a file: one file of credentials may serve several pipelines, and it may be a slip. */
    private Stream<String> unused() {
        Set<String> names = names();
        return definitions().stream()
                .map(CredentialDefinition::credential)
                .filter(credential -> !names.contains(credential.provider()))
                .map(credential -> "credential '" + credential.id()
                        + "' is not used: no file is given for its provider '" + credential.provider() + "'");
    }

    private Set<String> names() {
        return policies().stream().map(Policy::name).collect(Collectors.toSet());
    }

    /** The credentials for where nobody is called: variables and files that hold secrets need not be there. */
    List<CredentialDefinition> definitionsWithoutSecrets() {
        return CredentialFiles.loadWithoutSecrets(credentials);
    }

    void require(String verb) {
        if (providers.isEmpty() || credentials.isEmpty()) {
            throw new UserError("--providers P and --credentials C are needed (see sluice " + verb + " --help)");
        }
    }
}
