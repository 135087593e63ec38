package io.sluice.cli.engine;

import io.sluice.connectors.Clock;
import io.sluice.connectors.caller.CallerSettings;
import io.sluice.connectors.caller.HttpCaller;
import io.sluice.connectors.caller.SecretSettings;
import io.sluice.connectors.secret.CredentialId;
import io.sluice.connectors.secret.KeyFolder;
import io.sluice.connectors.secret.Origin;
import io.sluice.connectors.secret.Secret;
import io.sluice.connectors.secret.SecretSource;
import io.sluice.connectors.secret.TrustedSecret;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.embedded.EmbeddedRegistry;
import io.sluice.embedded.RegistrySettings;
import io.sluice.policy.Policy;
import io.sluice.policy.file.CredentialDefinition;
import io.sluice.policy.file.SecretRef;
import io.sluice.schemas.serde.Format;
import io.sluice.schemas.serde.Topics;
import io.sluice.streams.app.SchedulerApp;
import io.sluice.streams.app.SchedulerSettings;
import io.sluice.streams.app.TopicAdmin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** A whole pipeline in this process: broker, registry, scheduler, caller. Parts are closed in reverse order. */
public final class Engine implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final EngineSettings settings;
    private final Clock clock = Clock.anchored();
    private final EmbeddedBroker broker;
    private final Optional<EmbeddedRegistry> registry;
    private final Topics topics;

    private Engine(EngineSettings settings) {
        this.settings = settings;
        this.broker = opened(
                EmbeddedBroker.start(BrokerSettings.in(settings.directory().resolve("broker"))
                        .listen(settings.listen())
                        .partitions(settings.partitions())));
        this.registry = settings.format() == Format.JSON
                ? Optional.empty()
                : Optional.of(opened(EmbeddedRegistry.start(
                        RegistrySettings.in(settings.directory().resolve("registry"))
                                .listen(settings.registry()))));
        this.topics = registry.map(url -> Topics.avro(settings.prefix(), Map.of("schema.registry.url", url.url())))
                .orElseGet(() -> Topics.json(settings.prefix()));
    }

    /** Starts everything, and waits until the scheduler knows all credentials that the settings name. */
    public static Engine start(EngineSettings settings) throws IOException, InterruptedException {
        Engine engine = new Engine(settings);
        try {
            engine.startRoles();
            return engine;
        } catch (IOException | InterruptedException | RuntimeException e) {
            engine.close();
            throw e;
        }
    }

    public String bootstrap() {
        return broker.bootstrap();
    }

    public Optional<String> registryUrl() {
        return registry.map(EmbeddedRegistry::url);
    }

    public Topics topics() {
        return topics;
    }

    public Clock clock() {
        return clock;
    }

    /** Properties of every Kafka client. */
    public Map<String, Object> client() {
        return Map.of("bootstrap.servers", broker.bootstrap());
    }

    /** A writer of records to the partitions of their owners. */
    public Publisher publisher() {
        return opened(new Publisher(client(), topics, settings.partitions()));
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                // the rest is closed all the same
            }
        }
    }

    private void startRoles() throws IOException, InterruptedException {
        try (Admin admin = Admin.create(client())) {
            TopicAdmin.create(admin, TopicAdmin.plan(topics, settings.partitions(), Optional.of((short) 1)));
        }
        KeyFolder keys = KeyFolder.open(settings.keys());
        Map<String, Policy> policies = new HashMap<>();
        settings.policies().forEach(policy -> policies.put(policy.name(), policy));
        Path state = settings.directory().resolve("state");
        opened(SchedulerApp.start(new SchedulerSettings(
                client(),
                settings.prefix(),
                topics,
                settings.partitions(),
                settings.core(),
                state,
                "sluice-1",
                clock::millis)));
        Publisher publisher = publisher();
        settings.policies().forEach(publisher::provider);
        for (CredentialDefinition definition : settings.credentials()) {
            Policy policy = policies.get(definition.credential().provider());
            if (policy != null) {
                publisher.credential(definition, policy, keys.sealer());
            }
        }
        publisher.flush();
        Set<String> egresses = new HashSet<>(Set.of("default"));
        settings.credentials()
                .forEach(definition -> egresses.add(definition.credential().egress()));
        SecretSettings secrets =
                new SecretSettings(settings.keys(), settings.references(), trusted(policies), System.getenv());
        opened(HttpCaller.start(
                CallerSettings.of("caller-1", client(), settings.prefix(), topics, secrets)
                        .withEgresses(egresses),
                clock));
        awaitCredentials(policies);
    }

    private void awaitCredentials(Map<String, Policy> policies) throws InterruptedException {
        Set<String> expected = settings.credentials().stream()
                .map(CredentialDefinition::credential)
                .filter(credential -> policies.containsKey(credential.provider()))
                .map(credential -> credential.provider() + ':' + credential.id())
                .collect(Collectors.toCollection(HashSet::new));
        try (Reader reader = new Reader(client())) {
            reader.fromStart(List.of(topics.credentialState().name()));
            while (!expected.isEmpty()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                reader.poll(100).forEach(record -> expected.remove(Reader.key(record)));
            }
        }
    }

    private List<TrustedSecret> trusted(Map<String, Policy> policies) {
        return settings.credentials().stream()
                .filter(definition ->
                        policies.containsKey(definition.credential().provider()))
                .map(definition ->
                        trusted(definition, policies.get(definition.credential().provider())))
                .toList();
    }

    private static TrustedSecret trusted(CredentialDefinition definition, @Nullable Policy policy) {
        Map<String, SecretSource> sources = new HashMap<>();
        definition.secret().forEach((part, reference) -> sources.put(part, source(reference)));
        Set<Origin> origins =
                policy == null ? Set.of() : Set.of(Origin.of(policy.baseUrl().toString()));
        return new TrustedSecret(
                new CredentialId(
                        definition.credential().provider(),
                        definition.credential().id()),
                sources,
                origins);
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

    private <C extends AutoCloseable> C opened(C part) {
        parts.push(part);
        return part;
    }
}
