package io.sluice.core.schedule;

import io.sluice.core.provider.Backoff;
import io.sluice.core.provider.Endpoint;
import io.sluice.core.provider.Learn;
import io.sluice.core.provider.Provider;
import java.util.List;

/** Files of the provider {@code api}. */
final class Providers {
    private Providers() {}

    static Provider of(int concurrency, Endpoint... endpoints) {
        return new Provider("api", List.of(endpoints), concurrency, Backoff.DEFAULT, 86_400_000, 20);
    }

    static Provider learning(Learn learn, Endpoint... endpoints) {
        return of(16, endpoints).with(List.of(endpoints), 16, learn);
    }
}
