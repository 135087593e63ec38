package io.sluice.cli.engine;

import io.sluice.connectors.caller.SecretFit;
import io.sluice.connectors.secret.CredentialId;
import io.sluice.connectors.secret.Origin;
import io.sluice.connectors.secret.Secret;
import io.sluice.connectors.secret.SecretException;
import io.sluice.connectors.secret.SecretSource;
import io.sluice.connectors.secret.TrustedSecret;
import io.sluice.core.credential.Credential;
import io.sluice.policy.Policy;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.policy.file.SecretRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Providers and credentials from files of the command line. Credentials of providers without a file are left out. */
public final class Definitions {
    private final Map<String, Policy> policies = new HashMap<>();
    private final List<CredentialDefinition> credentials = new ArrayList<>();

    public Definitions(List<Policy> policies, List<CredentialDefinition> credentials) {
        policies.forEach(policy -> this.policies.put(policy.name(), policy));
        credentials.stream()
                .filter(definition ->
                        this.policies.containsKey(definition.credential().provider()))
                .forEach(this.credentials::add);
    }

    /** No providers and no credentials. */
    public static Definitions none() {
        return new Definitions(List.of(), List.of());
    }

    /** The egresses that credentials name, and the default one. */
    public Set<String> egresses() {
        Set<String> egresses = new HashSet<>(Set.of(Credential.DEFAULT_EGRESS));
        credentials.forEach(definition -> egresses.add(definition.credential().egress()));
        return egresses;
    }

    /** {@code provider:credential} of each credential. */
    Set<String> keys() {
        return credentials.stream()
                .map(CredentialDefinition::credential)
                .map(credential -> credential.key().text())
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Writes all providers, and the credentials that are new or changed, to the partitions of their owners. */
    void write(Publisher publisher, CredentialRecords records) {
        policies.values().forEach(publisher::provider);
        credentials.forEach(
                definition -> records.changed(definition, trusted(definition)).ifPresent(publisher::credential));
        publisher.flush();
    }

    /** Writes the credentials that have another secret by now. */
    void writeRenewed(Publisher publisher, CredentialRecords records) {
        credentials.forEach(
                definition -> records.renewed(definition, trusted(definition)).ifPresent(publisher::credential));
        publisher.flush();
    }

    /**
     * Waits until the scheduler shows each credential, or is not to be waited for any more.
     *
     * @param since epoch ms before they were written
     * @param stop whether to wait no longer
     * @throws IllegalStateException if the scheduler set a provider's file or a credential aside; says why
     */
    void awaitTaken(Cluster cluster, long since, BooleanSupplier stop) throws InterruptedException {
        Set<String> expected = keys();
        try (Reader states = new Reader(cluster.client());
                Reader deadLetters = new Reader(cluster.client())) {
            states.fromStart(List.of(cluster.topics().credentialState().name()));
            deadLetters.since(cluster.topics().deadLetters().name(), since);
            while (!expected.isEmpty() && !stop.getAsBoolean()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                states.poll(100).forEach(record -> {
                    if (record.value() != null) {
                        expected.remove(Reader.key(record));
                    }
                });
                deadLetters.poll(0).forEach(record -> refuse(record, expected));
            }
        }
    }

    private void refuse(ConsumerRecord<byte[], byte[]> deadLetter, Set<String> expected) {
        String key = Reader.key(deadLetter);
        if (expected.contains(key) || policies.containsKey(key)) {
            throw new IllegalStateException(
                    "the scheduler does not take '" + key + "': " + Reader.header(deadLetter, "sluice-error"));
        }
    }

    /** The secrets, which the caller of this process may open wherever they lie. */
    public List<TrustedSecret> trusted() {
        return credentials.stream().map(this::trusted).toList();
    }

    /** Throws {@link FileProblem} for the first secret that could not be used for calls. */
    public void checkSecrets() {
        for (CredentialDefinition definition : credentials) {
            Policy policy = policies.get(definition.credential().provider());
            if (policy != null && !definition.credential().disabled()) {
                try {
                    SecretFit.check(trusted(definition), policy.auth(), System::getenv);
                } catch (SecretException e) {
                    throw definition.unusable(String.valueOf(e.getMessage()));
                }
            }
        }
    }

    private TrustedSecret trusted(CredentialDefinition definition) {
        Credential credential = definition.credential();
        Map<String, SecretSource> sources = new HashMap<>();
        definition.secret().forEach((part, reference) -> sources.put(part, source(reference)));
        @Nullable Policy policy = policies.get(credential.provider());
        Set<Origin> origins =
                policy == null ? Set.of() : Set.of(Origin.of(policy.baseUrl().toString()));
        return new TrustedSecret(new CredentialId(credential.provider(), credential.id()), sources, origins);
    }

    private static SecretSource source(SecretRef reference) {
        if (reference instanceof SecretRef.Env env) {
            return new SecretSource.Env(env.name());
        }
        if (reference instanceof SecretRef.FileRef file) {
            return new SecretSource.InFile(Path.of(file.path()));
        }
        return new SecretSource.Clear(Secret.of(((SecretRef.Value) reference).value()));
    }
}
