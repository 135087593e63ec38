package io.sluice.core.provider;

import java.util.Locale;

/** The one rule for names of providers, credentials, accounts, apps, egresses, endpoints and limits; and how constants are written. */
public final class Names {
    private static final int LONGEST = 100;

    /** What a name is, for messages. */
    public static final String EXPECTED = "a letter or digit, then up to " + (LONGEST - 1) + " of A-Z a-z 0-9 . _ @ -";

    private Names() {}

    /** Returns {@code value} if it is a name; throws {@link IllegalArgumentException} that shows kind and value otherwise. */
    public static String check(String kind, String value) {
        if (!isName(value)) {
            throw new IllegalArgumentException(kind + " '" + value + "' is not a name: expected " + EXPECTED);
        }
        return value;
    }

    /** Whether {@code value} is a name. */
    public static boolean isName(String value) {
        if (value.isEmpty() || value.length() > LONGEST || !isLetterOrDigit(value.charAt(0))) {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!isLetterOrDigit(c) && c != '.' && c != '_' && c != '@' && c != '-') {
                return false;
            }
        }
        return true;
    }

    /** A constant as it is written in files, records and metrics. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
