package io.sluice.policy;

import java.util.regex.Pattern;

/** What may stand in a header that a provider's file asks for (RFC 9110, 5.1 and 5.5). */
final class HeaderRules {
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}");

    private HeaderRules() {}

    static void check(Fields fields, String field, String name, String value) {
        if (!NAME.matcher(name).matches()) {
            fields.problem(field, "field '" + field + "' names no header, expected letters, digits and -");
        }
        if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= '~') || (c >= 0xa0 && c <= 0xff))) {
            fields.problem(field, "field '" + field + "' has a control character, or one beyond Latin-1");
        }
    }
}
