package io.sluice.policy.file;

import io.sluice.core.credential.Credential;
import java.util.Map;

/**
 * A credential as a user wrote it.
 *
 * @param credential what it belongs to
 * @param secret where the parts of its secret are found
 * @param file that says so
 * @param line of the secret in that file, from 1
 */
public record CredentialDefinition(Credential credential, Map<String, SecretRef> secret, String file, int line) {
    public CredentialDefinition {
        secret = Map.copyOf(secret);
    }

    /** The problem that its secret cannot be used. */
    public FileProblem unusable(String why) {
        return new FileProblem(
                file, line, "field 'secret' of credential '" + credential.id() + "' cannot be used: " + why);
    }
}
