package io.sluice.core.schedule;

/**
 * Names a budget or a hold for good.
 *
 * @param limit name of the limit; starts with {@code ~} for what is no limit of the provider's file
 * @param scopeKey {@code key=value} pairs, separated by commas
 */
public record BudgetId(String provider, String limit, String scopeKey) {
    static final String HOLD = "~hold";
    static final String CONCURRENCY = "~concurrency";
    static final String PLACES = "~places";

    /** The id as one line of text, as stores use it. */
    public String text() {
        return provider + '\t' + limit + '\t' + scopeKey;
    }

    /** Reads what {@link #text()} wrote. */
    public static BudgetId parse(String text) {
        int first = text.indexOf('\t');
        int second = text.indexOf('\t', first + 1);
        if (first < 0 || second < 0) {
            throw new IllegalArgumentException("'" + text + "' is not the text of a budget id");
        }
        return new BudgetId(text.substring(0, first), text.substring(first + 1, second), text.substring(second + 1));
    }
}
