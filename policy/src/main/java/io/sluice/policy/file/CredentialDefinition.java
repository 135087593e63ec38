package io.sluice.policy.file;

import io.sluice.core.credential.Credential;
import java.util.Map;

/** A credential as a user wrote it: what it belongs to, and where the parts of its secret are found. */
public record CredentialDefinition(Credential credential, Map<String, SecretRef> secret) {
    public CredentialDefinition {
        secret = Map.copyOf(secret);
    }
}
