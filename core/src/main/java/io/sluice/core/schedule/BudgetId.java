package io.sluice.core.schedule;

import io.sluice.core.credential.ScopeKey;

/**
 * Names a budget or a hold for good.
 *
 * @param limit name of the limit; starts with {@code ~} for what is no limit of the provider's file
 */
public record BudgetId(String provider, String limit, ScopeKey scopeKey) {
    static final String HOLD = "~hold";
    static final String CONCURRENCY = "~concurrency";
    static final String PLACES = "~places";
    static final String PACE = "~pace";

    /** The id as one line of text, as stores use it. */
    public String text() {
        return provider + '\t' + limit + '\t' + scopeKey.text();
    }

    /** Reads what {@link #text()} wrote. */
    public static BudgetId parse(String text) {
        int first = text.indexOf('\t');
        int second = text.indexOf('\t', first + 1);
        if (first < 0 || second < 0) {
            throw new IllegalArgumentException("'" + text + "' is not the text of a budget id");
        }
        ScopeKey scopeKey = new ScopeKey(text.substring(second + 1));
        return new BudgetId(text.substring(0, first), text.substring(first + 1, second), scopeKey);
    }
}
