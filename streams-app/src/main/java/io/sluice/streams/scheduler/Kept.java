package io.sluice.streams.scheduler;

import io.sluice.core.credential.Credential;
import io.sluice.core.credential.CredentialKey;
import io.sluice.core.credential.Standing;
import io.sluice.core.schedule.BudgetId;
import io.sluice.core.schedule.Scheduler;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** Budgets, holds and standings as they were last settled; the store's cache makes it one write per key and commit. */
final class Kept {
    private final KeyValueStore<String, long[]> budgets;
    private final KeyValueStore<String, Standing> standings;

    Kept(KeyValueStore<String, long[]> budgets, KeyValueStore<String, Standing> standings) {
        this.budgets = budgets;
        this.standings = standings;
    }

    void keep(BudgetId id, long[] state) {
        budgets.put(id.text(), state);
    }

    /** Nothing of it need be kept any more. */
    void forget(BudgetId id) {
        budgets.delete(id.text());
    }

    void keep(Credential credential, Standing standing) {
        standings.put(credential.key().text(), standing);
    }

    /** Its credential is gone. */
    void forgetStanding(CredentialKey key) {
        standings.delete(key.text());
    }

    /** Whether the provider takes a credential, as far as is known. */
    boolean isUsable(CredentialKey key) {
        Standing standing = standings.get(key.text());
        return standing == null || standing.usable();
    }

    void resume(Scheduler scheduler) {
        try (KeyValueIterator<String, long[]> all = budgets.all()) {
            while (all.hasNext()) {
                KeyValue<String, long[]> entry = all.next();
                if (!entry.key.equals(HighestRead.KEY)) {
                    scheduler.resumeBudget(BudgetId.parse(entry.key), entry.value);
                }
            }
        }
        try (KeyValueIterator<String, Standing> all = standings.all()) {
            while (all.hasNext()) {
                KeyValue<String, Standing> entry = all.next();
                CredentialKey key = CredentialKey.parse(entry.key).orElseThrow();
                scheduler.resumeStanding(key.provider(), key.id(), entry.value);
            }
        }
    }
}
