package io.sluice.policy;

import io.sluice.core.credential.Credential;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** How many accounts the credentials of each provider belong to, but for disabled ones. */
public final class AccountCounts {
    private final Map<String, Set<String>> accounts = new HashMap<>();

    public AccountCounts(Collection<Credential> credentials) {
        credentials.stream()
                .filter(credential -> !credential.disabled())
                .forEach(credential -> accounts.computeIfAbsent(credential.provider(), first -> new HashSet<>())
                        .add(credential.account()));
    }

    /** The number of a provider's accounts. */
    public int of(String provider) {
        return accounts.getOrDefault(provider, Set.of()).size();
    }
}
