package io.sluice.connectors.http;

/**
 * A place of a request that carries the secret.
 *
 * @param name of the header, query parameter or cookie; empty for a path
 * @param template text with {@code {parts}} of the secret, e.g. {@code Bearer {token}}
 */
public record AuthPlace(Kind kind, String name, String template) {
    /** Where in the request. */
    public enum Kind {
        HEADER,
        QUERY,
        COOKIE,
        /** In front of the path, e.g. {@code /bot{token}}. */
        PATH
    }
}
