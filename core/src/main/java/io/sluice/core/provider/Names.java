package io.sluice.core.provider;

import java.util.regex.Pattern;

/** The one rule for names of providers, credentials, accounts, apps, egresses, endpoints and limits. */
public final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,99}");

    private Names() {}

    /** Returns {@code value} if it is a name; throws {@link IllegalArgumentException} that shows kind and value otherwise. */
    public static String check(String kind, String value) {
        if (!isName(value)) {
            throw new IllegalArgumentException(kind + " '" + value
                    + "' is not a name: expected a letter or digit, then up to 99 of A-Z a-z 0-9 . _ @ -");
        }
        return value;
    }

    /** Whether {@code value} is a name. */
    public static boolean isName(String value) {
        return NAME.matcher(value).matches();
    }
}
