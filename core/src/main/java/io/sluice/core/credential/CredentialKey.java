package io.sluice.core.credential;

import java.util.Optional;

/** Names a credential for good: two providers may give their credentials the same id. */
public record CredentialKey(String provider, String id) {
    /** {@code provider:id}, as topics, stores and people have it. */
    public String text() {
        return provider + ':' + id;
    }

    /** Reads what {@link #text()} wrote; empty where no provider stands before a colon. */
    public static Optional<CredentialKey> parse(String text) {
        int colon = text.indexOf(':');
        return colon > 0
                ? Optional.of(new CredentialKey(text.substring(0, colon), text.substring(colon + 1)))
                : Optional.empty();
    }
}
