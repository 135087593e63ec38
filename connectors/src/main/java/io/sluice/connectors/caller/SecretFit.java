package io.sluice.connectors.caller;

import io.sluice.connectors.http.Authenticator;
import io.sluice.connectors.secret.SecretException;
import io.sluice.connectors.secret.TrustedSecret;
import io.sluice.schemas.AuthPlace;
import java.util.List;
import java.util.function.UnaryOperator;

/** Whether a secret could be used for calls of a provider, before any is made. */
public final class SecretFit {
    private static final Authenticator.RequestLine ROOT = new Authenticator.RequestLine("", "/", "");

    private SecretFit() {}

    /**
     * Throws {@link SecretException}, which does not tell the secret, if it cannot be opened, or cannot stand in one of the
     * places.
     *
     * @param environment returns null for what is not set
     */
    public static void check(TrustedSecret secret, List<AuthPlace> places, UnaryOperator<String> environment)
            throws SecretException {
        Preparation.filled(ROOT, List.of(), places, secret.open(environment));
    }
}
