package io.sluice.core.credential;

import java.util.HexFormat;

/** Percent-encoding (RFC 3986 2.1) of the characters that structure a key: {@code %}, {@code ,}, {@code =} and control characters. */
final class Percent {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    /** A percent sign and two digits. */
    private static final int ENCODED = 3;

    private static final int REPLACEMENT = 0xFFFD;

    private Percent() {}

    /** Half a surrogate pair, which cannot be written as UTF-8, becomes U+FFFD. */
    static String encode(String text) {
        if (text.codePoints().noneMatch(point -> structures(point) || isHalf(point))) {
            return text;
        }
        StringBuilder encoded = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (structures(point)) {
                encoded.append('%').append(HEX.toHexDigits((byte) point));
            } else {
                encoded.appendCodePoint(isHalf(point) ? REPLACEMENT : point);
            }
        });
        return encoded.toString();
    }

    /** A percent sign that begins no encoded character stands for itself. */
    static String decode(String text) {
        StringBuilder decoded = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (begins(text, i)) {
                decoded.append((char) HexFormat.fromHexDigits(text, i + 1, i + ENCODED));
                i += ENCODED - 1;
            } else {
                decoded.append(text.charAt(i));
            }
        }
        return decoded.toString();
    }

    private static boolean begins(String text, int at) {
        return text.charAt(at) == '%'
                && at + ENCODED <= text.length()
                && HexFormat.isHexDigit(text.charAt(at + 1))
                && HexFormat.isHexDigit(text.charAt(at + 2));
    }

    private static boolean structures(int point) {
        return point == '%' || point == ',' || point == '=' || Character.isISOControl(point);
    }

    private static boolean isHalf(int point) {
        return Character.getType(point) == Character.SURROGATE;
    }
}
