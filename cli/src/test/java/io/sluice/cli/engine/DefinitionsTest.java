package io.sluice.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.core.credential.CredentialKey;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.policy.file.CredentialFiles;
import io.sluice.policy.file.ProviderFiles;
import io.sluice.schemas.CredentialState;
import io.sluice.schemas.serde.Topic;
import io.sluice.schemas.serde.Topics;
import io.sluice.streams.app.TopicAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a start writes of credentials that are known already: each record would make the scheduler trust its secret anew. */
class DefinitionsTest {
    private static final String BOTH = """
            - { id: alice, provider: api, secret: { value: hunter2 }, labels: { tenant: t1 } }
            - { id: bob, provider: api, secret: { token: { value: hunter3 }, id: { env: PATH } } }
            """;

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static int prefixes;

    private Cluster cluster;

    @BeforeAll
    static void start() {
        broker =
                EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")).partitions(2));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @BeforeEach
    void writeBoth() throws Exception {
        String prefix = "p" + prefixes++ + ".";
        cluster = new Cluster(Map.of("bootstrap.servers", broker.bootstrap()), prefix, Topics.json(prefix), 2);
        try (Admin admin = Admin.create(cluster.client())) {
            TopicAdmin.create(admin, TopicAdmin.plan(cluster.topics(), 2, Optional.of((short) 1)));
        }
        write(BOTH);
        show("alice");
        show("bob");
        assertThat(records()).containsExactlyInAnyOrder("api:alice", "api:bob");
    }

    @Test
    void whatIsUnchangedIsNotWrittenAgain() throws Exception {
        write(BOTH);
        write(BOTH.replace("hunter2", "hunter4"));
        write(BOTH.replace("hunter2", "hunter4"));
        assertThat(records()).containsExactlyInAnyOrder("api:alice", "api:bob", "api:alice");
    }

    @Test
    void whatChangedIsWritten() throws Exception {
        write(BOTH.replace("env: PATH", "env: HOME"));
        write(BOTH.replace("tenant: t1", "tenant: t2"));
        write(BOTH.replace("labels", "disabled: true, labels"));
        write(BOTH.replace("labels", "account: a, app: b, egress: c, labels"));
        assertThat(records())
                .filteredOn("api:alice"::equals)
                .as("written first, relabelled, disabled, moved")
                .hasSize(4);
        assertThat(records())
                .filteredOn("api:bob"::equals)
                .as("written first, with another variable, with that of before")
                .hasSize(3);
    }

    @Test
    void aProviderThatMovedHasItsSecretsSealedAnew() throws Exception {
        write("https://elsewhere.example", "keys", BOTH);
        assertThat(records()).hasSize(4);
    }

    @Test
    void whatWasSealedForOthersIsSealedAnew() throws Exception {
        write("https://api.example", "other-keys", BOTH);
        assertThat(records()).hasSize(4);
    }

    @Test
    void aFileThatSaysSomethingElseIsAnotherSecret() throws Exception {
        Path token = Files.writeString(folder.resolve("carol.token"), "first");
        String carol = "- { id: carol, provider: api, secret: { file: " + token + " } }\n";
        write(carol);
        show("carol");
        Files.writeString(token, "first\n");
        write(carol);
        Files.writeString(token, "second");
        write("https://api.example", "other-keys", carol);
        assertThat(records())
                .filteredOn("api:carol"::equals)
                .as("the same, seen by others")
                .hasSize(1);

        write(carol);
        write(carol);
        assertThat(records()).filteredOn("api:carol"::equals).hasSize(2);
    }

    @Test
    void whatWasWithdrawnIsWrittenAgain() throws Exception {
        withdraw("alice");
        write(BOTH);
        assertThat(records()).filteredOn("api:alice"::equals).hasSize(3);
        assertThat(records()).filteredOn("api:bob"::equals).hasSize(1);
    }

    @Test
    void ofASecretThatChangesLaterNothingElseIsWritten() throws Exception {
        Path token = Files.writeString(folder.resolve("dave.token"), "first");
        String dave = "- { id: dave, provider: api, secret: { file: " + token + " } }\n";
        write(dave);
        show("dave");
        Definitions begun = definitions("https://api.example", dave);
        Files.writeString(token, "second");
        Roles.renew(cluster, begun, folder.resolve("keys"));
        assertThat(records()).filteredOn("api:dave"::equals).hasSize(2);

        write(dave.replace("provider", "account: elsewhere, provider"));
        Files.writeString(token, "third");
        Roles.renew(cluster, begun, folder.resolve("keys"));
        assertThat(records())
                .filteredOn("api:dave"::equals)
                .as("moved by others")
                .hasSize(4);
        assertThat(KnownCredentials.read(cluster, Set.of("api:dave")).find(new CredentialKey("api", "dave")))
                .hasValueSatisfying(known -> assertThat(known.getAccount()).isEqualTo("elsewhere"));

        withdraw("dave");
        Roles.renew(cluster, begun, folder.resolve("keys"));
        assertThat(records()).filteredOn("api:dave"::equals).as("withdrawn").hasSize(5);
    }

    @Test
    void whatTheSchedulerNeverTookIsWrittenAgain() throws Exception {
        String carol = "- { id: carol, provider: api, secret: { value: hunter5 } }\n";
        write(carol);
        write(carol);
        assertThat(records()).filteredOn("api:carol"::equals).hasSize(2);
    }

    @Test
    @Timeout(value = 30, unit = TimeUnit.SECONDS)
    void whoIsToldToStopWaitsForNoScheduler() throws Exception {
        Definitions definitions = definitions("https://api.example", BOTH.replace("alice", "carol"));
        AtomicInteger asked = new AtomicInteger();

        definitions.awaitTaken(cluster, System.currentTimeMillis(), () -> asked.incrementAndGet() > 2);

        assertThat(asked).hasValue(3);
    }

    @Test
    void whatCannotBeReadIsWrittenAgain() throws Exception {
        Topic<byte[]> raw = new Topic<>(
                cluster.topics().credentials().name(),
                cluster.topics().deadLetters().serde(),
                true);
        try (Publisher publisher = publisher()) {
            publisher.send(raw, "api", "api:alice", new byte[] {7});
            publisher.flush();
        }
        write(BOTH);
        assertThat(records()).filteredOn("api:alice"::equals).hasSize(3);
    }

    private void write(String credentials) throws IOException {
        write("https://api.example", "keys", credentials);
    }

    private void write(String baseUrl, String keys, String credentials) throws IOException {
        Roles.write(cluster, definitions(baseUrl, credentials), folder.resolve(keys));
    }

    private static Definitions definitions(String baseUrl, String credentials) throws IOException {
        Path provider = Files.writeString(folder.resolve("p.yaml"), "provider: api\nbaseUrl: " + baseUrl + "\n");
        Path file = Files.writeString(folder.resolve("c.yaml"), credentials);
        return new Definitions(
                ProviderFiles.load(List.of(provider.toString())), CredentialFiles.load(List.of(file.toString())));
    }

    /** The scheduler shows a credential. */
    private void show(String credential) {
        try (Publisher publisher = publisher()) {
            CredentialState state = CredentialState.newBuilder()
                    .setProvider("api")
                    .setCredential(credential)
                    .setAccount(credential)
                    .setApp("api")
                    .setEgress("default")
                    .setStatus("active")
                    .setSince(1)
                    .build();
            publisher.send(cluster.topics().credentialState(), "api", "api:" + credential, state);
            publisher.flush();
        }
    }

    private void withdraw(String credential) {
        try (Publisher publisher = publisher()) {
            publisher.send(cluster.topics().credentials(), "api", "api:" + credential, null);
            publisher.flush();
        }
    }

    private Publisher publisher() {
        return new Publisher(cluster.client(), cluster.topics(), cluster.partitions());
    }

    /** The keys of all records of credentials, in order. */
    private List<String> records() {
        List<String> keys = new ArrayList<>();
        try (Reader reader = new Reader(cluster.client())) {
            reader.fromStart(List.of(cluster.topics().credentials().name()));
            Map<TopicPartition, Long> ends = reader.ends();
            while (!reader.caughtUp(ends)) {
                reader.poll(100).forEach(record -> keys.add(Reader.key(record)));
            }
        }
        return keys;
    }
}
