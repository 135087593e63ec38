package io.sluice.schemas.wire;

import java.util.regex.Pattern;

/** Texts as they can be written in UTF-8. */
public final class Texts {
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cc}\\x{2028}\\x{2029}]+");

    private Texts() {}

    /** Whether a text has no half of a surrogate pair: such a text has no UTF-8 form, and no writer of JSON takes it. */
    public static boolean isWellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (!Character.isHighSurrogate(c)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** The text with U+FFFD for each half of a surrogate pair. */
    public static String wellFormed(String text) {
        if (isWellFormed(text)) {
            return text;
        }
        StringBuilder whole = new StringBuilder(text.length());
        text.codePoints().forEach(c -> whole.appendCodePoint(isSurrogate(c) ? 0xFFFD : c));
        return whole.toString();
    }

    /** At most {@code most} characters of a text, well formed and on one line, for messages. */
    public static String shown(String text, int most) {
        String cut = text.length() <= most ? text : text.substring(0, most - 3) + "...";
        return BREAKS.matcher(wellFormed(cut)).replaceAll(" ");
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
