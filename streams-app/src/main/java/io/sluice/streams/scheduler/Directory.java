package io.sluice.streams.scheduler;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.core.credential.Credential;
import io.sluice.core.credential.CredentialKey;
import io.sluice.core.schedule.Scheduler;
import io.sluice.policy.Policy;
import io.sluice.policy.PolicyException;
import io.sluice.policy.PolicyReader;
import io.sluice.schemas.serde.JsonRecords;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The providers and credentials that this task knows. */
final class Directory {
    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);
    /** Begins the keys that say which files were withdrawn; no provider's name has it. */
    private static final String WITHDRAWN = "~withdrawn:";

    private final KeyValueStore<String, String> files;
    private final KeyValueStore<String, io.sluice.schemas.Credential> records;
    private final Map<String, Policy> policies = new HashMap<>();
    private final Set<String> withdrawn = new HashSet<>();
    /** Providers whose kept file this version does not take. */
    private final Set<String> refused = new HashSet<>();

    private final Map<CredentialKey, Credential> credentials = new HashMap<>();
    /** The accounts of each provider, with the number of their credentials that are not disabled. */
    private final Map<String, Map<String, Integer>> accounts = new HashMap<>();

    Directory(KeyValueStore<String, String> files, KeyValueStore<String, io.sluice.schemas.Credential> records) {
        this.files = files;
        this.records = records;
    }

    /** The file by which requests of a provider are taken; null where none has come, or it was withdrawn. */
    @Nullable
    Policy find(String provider) {
        return withdrawn.contains(provider) || refused.contains(provider) ? null : policies.get(provider);
    }

    /** Whether a provider's kept file is not taken by this version, so that its requests wait until one comes that is. */
    boolean isRefused(String provider) {
        return refused.contains(provider) && !withdrawn.contains(provider);
    }

    /** Whether requests may wait for a file that this version takes, of which the scheduler knows nothing meanwhile. */
    boolean refusesAny() {
        return !refused.isEmpty();
    }

    /** The latest file of a provider, by which calls in flight are judged. */
    Policy policy(String provider) {
        Policy policy = policies.get(provider);
        if (policy == null) {
            throw new IllegalStateException("provider '" + provider + "' is unknown");
        }
        return policy;
    }

    /** The account that a credential belongs to; null where it was withdrawn. */
    @Nullable
    String account(CredentialKey key) {
        Credential found = credentials.get(key);
        return found == null ? null : found.account();
    }

    /** A credential that is in use. */
    Credential credential(CredentialKey key) {
        Credential found = credentials.get(key);
        if (found == null) {
            throw new IllegalStateException("credential '" + key.text() + "' is unknown");
        }
        return found;
    }

    /** Whether a credential is there and not disabled. */
    boolean isEnabled(CredentialKey key) {
        Credential found = credentials.get(key);
        return found != null && !found.disabled();
    }

    Set<CredentialKey> credentials() {
        return credentials.keySet();
    }

    /** The accounts that the credentials of a provider belong to, but for disabled ones. */
    Set<String> accounts(String provider) {
        return accounts.getOrDefault(provider, Map.of()).keySet();
    }

    /** The only account of a provider; null where it has none or several. */
    @Nullable
    String onlyAccount(String provider) {
        Set<String> all = accounts(provider);
        return all.size() == 1 ? all.iterator().next() : null;
    }

    /** Takes a provider's file; returns whether the scheduler must be told of its requests again. */
    boolean provider(Policy policy, Scheduler scheduler, long now) {
        files.put(policy.name(), policy.source().toString());
        if (withdrawn.remove(policy.name())) {
            files.delete(WITHDRAWN + policy.name());
        }
        Policy before = policies.put(policy.name(), policy);
        boolean otherwise = before != null && !before.source().equals(policy.source());
        if (otherwise) {
            scheduler.replace(policy.provider(), now);
        } else {
            scheduler.provider(policy.provider(), now);
        }
        refused.remove(policy.name());
        if (before == null) {
            join(policy.name(), scheduler, now);
        }
        return otherwise;
    }

    private void join(String provider, Scheduler scheduler, long now) {
        credentials.values().stream()
                .filter(credential -> credential.provider().equals(provider))
                .forEach(credential -> scheduler.credential(credential, now));
    }

    /** Takes a credential, new or changed; returns whether the scheduler must be told of its provider's requests again. */
    boolean credential(io.sluice.schemas.Credential record, Scheduler scheduler, long now) {
        Credential credential = credential(record);
        CredentialKey key = credential.key();
        String alone = onlyAccount(credential.provider());
        boolean same = record.equals(records.get(key.text())) && credential.equals(credentials.get(key));
        records.put(key.text(), record);
        remember(credential);
        boolean again = isAloneNow(credential.provider(), alone, scheduler, now);
        if (!same && policies.containsKey(credential.provider())) {
            scheduler.credential(credential, now);
        }
        return again;
    }

    /** Whether another account is the only one now: requests that name none go with it. */
    private boolean isAloneNow(String provider, @Nullable String before, Scheduler scheduler, long now) {
        String alone = onlyAccount(provider);
        Policy policy = policies.get(provider);
        if (alone == null || alone.equals(before) || policy == null || find(provider) == null) {
            return false;
        }
        scheduler.replace(policy.provider(), now);
        return true;
    }

    /** A provider is gone until its file comes again; that is kept, since calls may be in flight. */
    void withdraw(String provider, Scheduler scheduler, long now) {
        if (policies.containsKey(provider) && withdrawn.add(provider)) {
            files.put(WITHDRAWN + provider, "");
            scheduler.withdraw(provider, now);
        }
    }

    /** Forgets a credential; returns whether the scheduler must be told of its provider's requests again. */
    boolean withdrawCredential(CredentialKey key, Scheduler scheduler, long now) {
        records.delete(key.text());
        Credential gone = credentials.remove(key);
        if (gone == null) {
            return false;
        }
        String alone = onlyAccount(gone.provider());
        count(gone, -1);
        scheduler.withdraw(gone.provider(), gone.id(), now);
        return isAloneNow(gone.provider(), alone, scheduler, now);
    }

    /** Brings back what was known before a restart. */
    void resume(Scheduler scheduler, long now) {
        try (KeyValueIterator<String, io.sluice.schemas.Credential> all = records.all()) {
            all.forEachRemaining(entry -> remember(credential(entry.value)));
        }
        List<String> gone = new ArrayList<>();
        try (KeyValueIterator<String, String> all = files.all()) {
            while (all.hasNext()) {
                KeyValue<String, String> entry = all.next();
                if (entry.key.startsWith(WITHDRAWN)) {
                    gone.add(entry.key.substring(WITHDRAWN.length()));
                    continue;
                }
                try {
                    provider(PolicyReader.read(tree(entry.value)), scheduler, now);
                } catch (PolicyException e) {
                    LOG.error("provider {} is unknown now: this version does not take its file", entry.key, e);
                    refuse(entry.key, scheduler, now);
                }
            }
        }
        gone.forEach(provider -> withdraw(provider, scheduler, now));
    }

    /** Calls of a provider may be in flight, and its credentials change, though nothing else of its file is known. */
    private void refuse(String provider, Scheduler scheduler, long now) {
        ObjectNode least = JsonNodeFactory.instance
                .objectNode()
                .put("provider", provider)
                .put("baseUrl", "http://unknown.invalid");
        Policy policy = PolicyReader.read(least);
        scheduler.provider(policy.provider(), now);
        policies.put(provider, policy);
        refused.add(provider);
        join(provider, scheduler, now);
    }

    private void remember(Credential credential) {
        Credential before = credentials.put(credential.key(), credential);
        if (before != null) {
            count(before, -1);
        }
        count(credential, 1);
    }

    private void count(Credential credential, int more) {
        if (credential.disabled()) {
            return;
        }
        Map<String, Integer> ofProvider = accounts.computeIfAbsent(credential.provider(), name -> new HashMap<>());
        ofProvider.merge(credential.account(), more, (old, change) -> old + change == 0 ? null : old + change);
    }

    /** What a record says of a credential, with the defaults of what it does not say. */
    private static Credential credential(io.sluice.schemas.Credential record) {
        return Credential.withDefaults(
                new CredentialKey(record.getProvider(), record.getId()),
                record.getAccount(),
                record.getApp(),
                record.getEgress(),
                record.getLabels(),
                record.getDisabled());
    }

    /** A file as it was kept, equal to what it was when it came. */
    static JsonNode tree(String kept) {
        return JsonRecords.tree(kept.getBytes(StandardCharsets.UTF_8));
    }
}
