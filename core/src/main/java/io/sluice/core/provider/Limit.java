package io.sluice.core.provider;

/**
 * A rule of the provider: a quota per window, for a scope.
 *
 * @param quota budget units per window; at least 1
 */
public record Limit(String name, Scope scope, long quota, Window window) {
    public Limit {
        Names.check("limit", name);
        if (quota < 1) {
            throw new IllegalArgumentException("quota of limit '" + name + "' must be at least 1, not " + quota);
        }
    }
}
