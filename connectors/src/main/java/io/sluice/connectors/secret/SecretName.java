package io.sluice.connectors.secret;

/**
 * The name of one part of one credential's secret.
 *
 * @param credential its id
 * @param part {@code token} where the secret is a single value
 */
public record SecretName(String provider, String credential, String part) {
    @Override
    public String toString() {
        return provider + ":" + credential + "." + part;
    }
}
