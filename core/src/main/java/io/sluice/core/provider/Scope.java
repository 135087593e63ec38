package io.sluice.core.provider;

import java.util.List;
import java.util.stream.Collectors;

/** What a limit is counted by: a set of keys, in the order of the provider's file. The empty set counts the whole provider. */
public record Scope(List<ScopeKey> keys) {
    public Scope {
        keys = List.copyOf(keys);
    }

    /** Whether the value of this scope depends on the request, not on its credential and endpoint alone. */
    public boolean ofRequest() {
        return keys.stream().anyMatch(ScopeKey.Param.class::isInstance);
    }

    /** Whether the value of this scope depends on which credential makes the call. */
    public boolean ofCredential() {
        return keys.stream()
                .anyMatch(key -> key instanceof ScopeKey.Label
                        || key == ScopeKey.Fixed.APP
                        || key == ScopeKey.Fixed.ACCOUNT
                        || key == ScopeKey.Fixed.CREDENTIAL
                        || key == ScopeKey.Fixed.EGRESS);
    }

    @Override
    public String toString() {
        return keys.stream().map(ScopeKey::text).collect(Collectors.joining(", ", "[", "]"));
    }
}
