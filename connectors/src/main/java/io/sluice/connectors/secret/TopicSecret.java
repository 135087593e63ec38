package io.sluice.connectors.secret;

import java.util.Map;

/**
 * The secret of a credential as a topic describes it. Anybody who may write to the topic can have written it, so its
 * references resolve only where {@link ReferenceRules} allow.
 *
 * @param parts by name
 */
public record TopicSecret(CredentialId credential, Map<String, SecretSource> parts) {
    public TopicSecret {
        parts = Map.copyOf(parts);
    }
}
