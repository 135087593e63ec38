package io.sluice.core.simulation;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.CredentialKey;
import io.sluice.core.provider.Provider;
import io.sluice.core.schedule.Call;
import io.sluice.core.schedule.Scheduler;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The providers as they are, and what a scheduler is told of them and of credentials. */
final class Directory {
    private final Map<String, Provider> files = new LinkedHashMap<>();
    private final Map<String, FakeProvider> providers = new HashMap<>();
    private final Map<CredentialKey, Credential> credentials = new LinkedHashMap<>();
    /** Every credential that was ever known, the withdrawn ones included. */
    private final Map<CredentialKey, Credential> everKnown = new HashMap<>();

    void provider(String name, FakeProvider truth) {
        providers.put(name, truth);
    }

    void file(Provider file) {
        files.put(file.name(), file);
    }

    void credential(Credential credential) {
        credentials.put(credential.key(), credential);
        everKnown.put(credential.key(), credential);
    }

    void withdraw(Credential credential) {
        credentials.remove(credential.key());
    }

    void tell(Scheduler scheduler, long wall) {
        files.values().forEach(file -> scheduler.provider(file, wall));
        credentials.values().forEach(credential -> scheduler.credential(credential, wall));
    }

    FakeProvider truth(String provider) {
        return Objects.requireNonNull(providers.get(provider), provider);
    }

    /** The credential that a call was made with. */
    Credential credentialOf(Call call) {
        return Objects.requireNonNull(everKnown.get(call.credentialKey()), call::toString);
    }
}
