package io.sluice.connectors.secret;

/** A credential's provider and its id there. */
public record CredentialId(String provider, String id) {
    SecretName part(String part) {
        return new SecretName(provider, id, part);
    }

    @Override
    public String toString() {
        return provider + ":" + id;
    }
}
