package io.sluice.schemas.wire;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Path and query of a request in the one form that goes on the wire (RFC 3986): what may be encoded is, what is malformed is
 * refused.
 *
 * <p>A path is normalised (6.2.2), so that two spellings of one resource match the same patterns. A query stays as it was
 * written but for characters that no query may have, since some providers sign it.
 *
 * @param path percent-encoded, from its first slash
 * @param query percent-encoded, without {@code ?}; null for none
 */
public record Target(String path, @Nullable String query) {
    private static final String UNRESERVED = "-._~";
    private static final String SEGMENT = UNRESERVED + "!$&'()*+,;=:@";
    /** Brackets are no query characters by the RFC, but all servers take them and clients send them. */
    private static final String QUERY = SEGMENT + "/?[]";

    private static final Pattern PARAMETERS = Pattern.compile("(?:;|%3b)[^/]*");

    private static final String HEX = "0123456789ABCDEF";

    /** Reads a path with a query or without; {@link IllegalArgumentException} says what was expected. */
    public static Target of(String text) {
        int question = text.indexOf('?');
        String path = question < 0 ? text : text.substring(0, question);
        return new Target(path(path), question < 0 ? null : query(text.substring(question + 1)));
    }

    /** A path; {@link IllegalArgumentException} says what was expected. */
    public static String path(String text) {
        if (!text.startsWith("/")) {
            throw new IllegalArgumentException("a path that begins with /");
        }
        if (text.indexOf('\\') >= 0 || text.contains("//")) {
            throw new IllegalArgumentException("no '//' and no backslash in a path");
        }
        String path = encoded(text, SEGMENT + "/", true);
        String segments = path.toLowerCase(Locale.ROOT).replace("%2f", "/").replace("%5c", "/") + "/";
        // Some servers read parameters (RFC 3986, 3.3) away before they look: for them '..;' is '..'.
        String climbing = PARAMETERS.matcher(segments).replaceAll("");
        if (climbing.contains("/../") || climbing.contains("/./")) {
            throw new IllegalArgumentException("no '.' or '..' as a part of a path");
        }
        return path;
    }

    /** A query without its {@code ?}; {@link IllegalArgumentException} says what was expected. */
    public static String query(String text) {
        return encoded(text, QUERY, false);
    }

    /** A name or a value of a query: all but unreserved characters is percent-encoded. */
    public static String component(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain((char) (octet & 0xFF), UNRESERVED)) {
                out.append((char) octet);
            } else {
                encode(octet, out);
            }
        }
        return out.toString();
    }

    private static String encoded(String text, String plain, boolean normal) {
        if (!Texts.isWellFormed(text)) {
            throw new IllegalArgumentException("text without halves of surrogate pairs");
        }
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c, plain)) {
                out.append(c);
            } else if (c == '%') {
                triplet(text, i, normal, out);
                i += 2;
            } else if (c == '#' || Character.isISOControl(c)) {
                throw new IllegalArgumentException("no control characters and no fragment");
            } else {
                int end = text.offsetByCodePoints(i, 1);
                for (byte octet : text.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
                    encode(octet, out);
                }
                i = end - 1;
            }
        }
        return out.toString();
    }

    private static void triplet(String text, int at, boolean normal, StringBuilder out) {
        int high = at + 2 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
        int low = at + 2 < text.length() ? Character.digit(text.charAt(at + 2), 16) : -1;
        if (high < 0 || low < 0 || text.charAt(at + 1) > 'f' || text.charAt(at + 2) > 'f') {
            throw new IllegalArgumentException("two hexadecimal digits behind each %, or %25 for a % itself");
        }
        char c = (char) (high * 16 + low);
        if (normal && isPlain(c, UNRESERVED)) {
            out.append(c);
        } else if (normal) {
            encode((byte) c, out);
        } else {
            out.append(text, at, at + 3);
        }
    }

    private static void encode(byte octet, StringBuilder out) {
        out.append('%').append(HEX.charAt((octet >> 4) & 0xF)).append(HEX.charAt(octet & 0xF));
    }

    private static boolean isPlain(char c, String marks) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || (c != '%' && c < 128 && marks.indexOf(c) >= 0);
    }
}
