package io.sluice.streams.observer;

import io.sluice.core.credential.CredentialKey;
import io.sluice.schemas.BudgetState;
import io.sluice.schemas.CredentialMetric;
import io.sluice.schemas.CredentialState;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the last state of each credential in a window. */
final class Credentials {
    private final Windows<CredentialMetric> windows;
    private final Consumer<CredentialMetric> out;

    Credentials(KeyValueStore<String, CredentialMetric> store, Consumer<CredentialMetric> out) {
        this.windows = new Windows<>(store, CredentialMetric::getWindowEnd);
        this.out = out;
    }

    void show(CredentialState state, long at) {
        String series = new CredentialKey(state.getProvider(), state.getCredential()).text();
        long start = Windows.start(at);
        windows.put(
                series,
                CredentialMetric.newBuilder()
                        .setSeries(series)
                        .setProvider(state.getProvider())
                        .setCredential(state.getCredential())
                        .setWindowStart(start)
                        .setWindowEnd(start + Windows.LENGTH)
                        .setStatus(state.getStatus())
                        .setBudgetUsed(state.getBudgets().stream()
                                .mapToLong(BudgetState::getUsed)
                                .sum())
                        .setBudgetQuota(state.getBudgets().stream()
                                .mapToLong(BudgetState::getQuota)
                                .sum())
                        .setErrorRate(state.getErrorRate())
                        .build());
    }

    void close(long now) {
        windows.close(now, out);
    }
}
