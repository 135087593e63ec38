package io.sluice.core.provider;

import java.util.Map;
import java.util.TreeMap;

/**
 * A rule of the provider: a quota per window, for a scope.
 *
 * @param quota budget units per window; at least 1
 * @param told whether the quota is what answers tell last; the given one counts until one does
 * @param usePercent how much of the quota is for us, 1 to 100; at least one unit is
 * @param labels by the name of a label, the values that a credential must have for the limit to count its calls; empty: all
 *     credentials are counted
 */
public record Limit(
        String name,
        Scope scope,
        long quota,
        boolean told,
        Window window,
        int usePercent,
        Map<String, LabelValues> labels) {
    /** Begins the part of a name that tells apart the limits that one entry of a provider's file stands for. */
    public static final char CASE = '@';

    /** Throws {@link IllegalArgumentException} where a number is out of its range. */
    public Limit {
        Names.check("limit", name);
        if (quota < 1) {
            throw new IllegalArgumentException("quota of limit '" + name + "' must be at least 1, not " + quota);
        }
        if (usePercent < 1 || usePercent > 100) {
            throw new IllegalArgumentException("use of limit '" + name + "' must be 1 to 100 %, not " + usePercent);
        }
        labels = Map.copyOf(labels);
    }

    /** A limit that counts every credential, all of whose quota is for us. */
    public Limit(String name, Scope scope, long quota, Window window) {
        this(name, scope, quota, false, window, 100, Map.of());
    }

    /** Units of the quota that are for us. */
    public long usable() {
        return usable(quota, usePercent);
    }

    /** The same of another quota. */
    public static long usable(long quota, int usePercent) {
        return Math.max(1, quota / 100 * usePercent + quota % 100 * usePercent / 100);
    }

    /** Whether a provider's file means this limit by that name. */
    public boolean isCalled(String named) {
        return isCalled(name, named);
    }

    /** Whether a provider's file means the limit {@code name} by the other name. */
    public static boolean isCalled(String name, String named) {
        return name.equals(named)
                || (name.length() > named.length() && name.startsWith(named) && name.charAt(named.length()) == CASE);
    }

    /** Whether calls with a credential of those labels are counted. */
    public boolean counts(Map<String, String> credentialLabels) {
        return labels.entrySet().stream()
                .allMatch(label -> label.getValue().count(credentialLabels.getOrDefault(label.getKey(), "")));
    }

    /** Whether it depends on the credential of a call which budget of this limit it takes from, or whether any. */
    public boolean ofCredential() {
        return scope.ofCredential() || !labels.isEmpty();
    }

    @Override
    public String toString() {
        return name
                + ' '
                + scope
                + ' '
                + quota
                + ' '
                + window
                + (usePercent == 100 ? "" : " use " + usePercent + '%')
                + (labels.isEmpty() ? "" : " of " + new TreeMap<>(labels));
    }
}
