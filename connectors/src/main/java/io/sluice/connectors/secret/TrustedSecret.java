package io.sluice.connectors.secret;

import java.util.Map;
import java.util.Set;

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
}
