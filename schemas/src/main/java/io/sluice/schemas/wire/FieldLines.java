package io.sluice.schemas.wire;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;

/** The rules for header lines of requests (RFC 9110, 5). */
public final class FieldLines {
    /** What a value must be, for messages. */
    public static final String EXPECTED_VALUE =
            "visible ASCII or Latin-1 characters, spaces and tabs; anything else encoded, as RFC 8187 says";

    /** What a token has beside letters and digits. */
    private static final String MARKS = "!#$%&'*+-.^_`|~";

    private static final int LONGEST_NAME = 100;

    /** What would change framing or addressee (RFC 9110, 7.6.1). */
    private static final Set<String> CONNECTION = Set.of(
            "connection", "host", "http2-settings", "keep-alive", "te", "trailer", "transfer-encoding", "upgrade");

    /** What the caller says itself. */
    private static final Set<String> OURS = Set.of("authorization", "cookie", "content-length", "expect");

    private FieldLines() {}

    /** Whether a text may be a header's name. */
    public static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!plain && MARKS.indexOf(c) < 0) {
                return false;
            }
        }
        return !name.isEmpty() && name.length() <= LONGEST_NAME;
    }

    /** Whether a text may be a header's value: field-content, with obs-text as Latin-1. */
    public static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\t' && (c < ' ' || c > '~') && (c < 0xA0 || c > 0xFF)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a header is one of those of these names, whose case does not matter (5.1). */
    public static boolean isAmong(Collection<String> names, String name) {
        for (String each : names) {
            if (each.equalsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a header is the connection's, so that nobody but the client may set it. */
    public static boolean isOfConnection(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return CONNECTION.contains(lower) || lower.startsWith("proxy-");
    }

    /** Whether a header is not a request's to set. */
    public static boolean isReserved(String name) {
        return isOfConnection(name) || OURS.contains(name.toLowerCase(Locale.ROOT));
    }
}
