package io.sluice.policy;

import java.util.List;

/**
 * A text in which {@code *} stands for any text.
 *
 * @param text as it stands in the provider's file
 */
record Glob(String text) {
    boolean matches(String value) {
        List<String> parts = List.of(text.split("\\*", -1));
        String first = parts.get(0);
        if (parts.size() == 1 || !value.startsWith(first)) {
            return value.equals(text);
        }
        int from = first.length();
        for (String part : parts.subList(1, parts.size() - 1)) {
            int found = value.indexOf(part, from);
            if (found < 0) {
                return false;
            }
            from = found + part.length();
        }
        String last = parts.get(parts.size() - 1);
        return value.length() - from >= last.length() && value.endsWith(last);
    }
}
