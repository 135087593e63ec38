package io.sluice.connectors.http;

/**
 * A header line of a request (RFC 9110, 5.5); its value does not print, since it may hold a secret.
 *
 * <p>Throws {@link IllegalArgumentException}, which names the header alone, for what could not go on the wire as one line.
 */
public record Header(String name, String value) {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    public Header {
        if (name.isEmpty() || !name.chars().allMatch(Header::isToken)) {
            throw new IllegalArgumentException("header name '" + name + "' is not a token");
        }
        if (!value.chars().allMatch(Header::isFieldCharacter)) {
            throw new IllegalArgumentException("header " + name + " has a control character or one beyond Latin-1");
        }
    }

    private static boolean isToken(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || TOKEN_MARKS.indexOf(c) >= 0;
    }

    private static boolean isFieldCharacter(int c) {
        return c == '\t' || (c >= ' ' && c <= '~') || (c >= 0xA0 && c <= 0xFF);
    }

    @Override
    public String toString() {
        return name + ": ...";
    }
}
