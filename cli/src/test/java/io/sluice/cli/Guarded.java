package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.demo.DemoApi;
import io.sluice.embedded.BrokerSecurity;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.embedded.EmbeddedRegistry;
import io.sluice.embedded.RegistrySettings;
import io.sluice.schemas.serde.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A broker where everybody has a password, a registry that asks for one, a rate-limited API, and the files of those who work
 * there.
 */
final class Guarded implements AutoCloseable {
    static final Map<String, String> USERS = Stream.of(
                    "admin", "scheduler", "caller", "observer", "program", "operator")
            .collect(Collectors.toMap(name -> name, Guarded::passwordOf));

    private final Path folder;
    private final List<String> security;
    private final EmbeddedBroker broker;
    private final EmbeddedRegistry registry;
    private final DemoApi api;

    private Guarded(Path folder, List<String> security, EmbeddedBroker broker, EmbeddedRegistry registry, DemoApi api) {
        this.folder = folder;
        this.security = security;
        this.broker = broker;
        this.registry = registry;
        this.api = api;
    }

    /** In the clear. */
    static Guarded inTheClear(Path folder, BrokerSecurity security) throws IOException {
        return start(folder, security, RegistrySettings.inMemory(), List.of("security.protocol=SASL_PLAINTEXT"));
    }

    /** All of it encrypted. */
    static Guarded encrypted(Path folder) throws Exception {
        Certificate certificate = Certificate.in(folder, "server");
        return start(
                folder,
                BrokerSecurity.scram(USERS).encrypted(certificate.broker()),
                RegistrySettings.inMemory().encrypted(certificate.server()),
                List.of(
                        "security.protocol=SASL_SSL",
                        "ssl.truststore.location=" + certificate.trust(),
                        "ssl.truststore.password=" + Certificate.PASSWORD,
                        "schema.registry.ssl.truststore.location=" + certificate.trust(),
                        "schema.registry.ssl.truststore.password=" + Certificate.PASSWORD));
    }

    private static Guarded start(Path folder, BrokerSecurity security, RegistrySettings registry, List<String> client)
            throws IOException {
        EmbeddedBroker broker =
                EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")).security(security));
        DemoApi api = DemoApi.start();
        Files.writeString(folder.resolve("api.yaml"), """
                provider: demo
                baseUrl: http://127.0.0.1:%d
                limits:
                  - { name: per-account, scope: [account], quota: 30, per: 2s, window: first-call }
                """.formatted(api.port()));
        Files.writeString(
                folder.resolve("me.yaml"), "- { id: alice, provider: demo, secret: { value: token-of-alice } }\n");
        return new Guarded(folder, client, broker, EmbeddedRegistry.start(registry.users(USERS)), api);
    }

    static String passwordOf(String user) {
        return "pass-of-" + user;
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    DemoApi api() {
        return api;
    }

    /** What somebody gives as {@code --command-config}; what comes later replaces what came before. */
    Path config(String user, String... more) throws IOException {
        List<String> lines = new ArrayList<>(security);
        lines.addAll(List.of(
                "sasl.mechanism=SCRAM-SHA-512",
                "sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                        + "\" password=\"" + passwordOf(user) + "\";",
                "schema.registry.basic.auth.credentials.source=USER_INFO",
                "schema.registry.basic.auth.user.info=" + user + ":" + passwordOf(user)));
        lines.addAll(List.of(more));
        return Files.write(folder.resolve(user + ".properties"), lines);
    }

    Remote remote(String user) throws IOException {
        return new Remote(bootstrap(), registry.url(), Format.AVRO, "sluice.", CommandConfig.of(config(user)));
    }

    /** A verb with the flags that name the cluster. */
    String[] line(Path config, String... verb) {
        return Stream.concat(
                        Stream.of(verb),
                        Stream.of(
                                "--bootstrap",
                                bootstrap(),
                                "--registry",
                                registry.url(),
                                "--command-config",
                                config.toString()))
                .toArray(String[]::new);
    }

    /** What a verb says on stdout; it must succeed. */
    List<String> say(String user, String... verb) throws IOException {
        Verbs.Said said = Verbs.execute(line(config(user), verb));
        assertThat(said.exit()).as(said.err()).isZero();
        return said.out().lines().toList();
    }

    @Override
    public void close() {
        api.close();
        registry.close();
        broker.close();
    }
}
