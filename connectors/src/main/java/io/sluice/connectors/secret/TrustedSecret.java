package io.sluice.connectors.secret;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The secret of a credential as a file describes it that was named on this process's own command line.
 *
 * @param parts by name
 * @param origins where it may be sent: those of the provider's base URLs in files that were named likewise
 */
public record TrustedSecret(CredentialId credential, Map<String, SecretSource> parts, Set<Origin> origins) {
    public TrustedSecret {
        parts = Map.copyOf(parts);
        origins = Set.copyOf(origins);
    }

    /**
     * Opens it, to see whether it can be; throws {@link SecretException} if not.
     *
     * @param environment returns null for what is not set
     */
    public OpenedSecret open(UnaryOperator<String> environment) throws SecretException {
        List<SecretFile> files = new ArrayList<>();
        return SecretReader.open(parts, part -> new LocalSources(environment, files), files);
    }
}
