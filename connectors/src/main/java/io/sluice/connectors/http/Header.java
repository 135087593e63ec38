package io.sluice.connectors.http;

import io.sluice.schemas.wire.FieldLines;

/**
 * A header line of a request (RFC 9110, 5.5); its value does not print, since it may hold a secret.
 *
 * <p>Throws {@link IllegalArgumentException}, which names the header alone, for what could not go on the wire as one line.
 */
public record Header(String name, String value) {
    public Header {
        if (!FieldLines.isName(name)) {
            throw new IllegalArgumentException("header name '" + name + "' is not a token");
        }
        if (!FieldLines.isValue(value)) {
            throw new IllegalArgumentException("header " + name + " has a control character or one beyond Latin-1");
        }
    }

    @Override
    public String toString() {
        return name + ": ...";
    }
}
