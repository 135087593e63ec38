package io.sluice.connectors.secret;

import java.util.Optional;

/** A credential's provider and its id there. */
public record CredentialId(String provider, String id) {
    /** Reads what {@link #toString()} wrote; empty without a colon. */
    public static Optional<CredentialId> parse(String text) {
        int colon = text.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new CredentialId(text.substring(0, colon), text.substring(colon + 1)));
    }

    SecretName part(String part) {
        return new SecretName(provider, id, part);
    }

    @Override
    public String toString() {
        return provider + ":" + id;
    }
}
