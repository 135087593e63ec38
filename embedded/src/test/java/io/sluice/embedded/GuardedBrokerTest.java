package io.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuardedBrokerTest {
    private static final Map<String, String> USERS = Map.of("admin", "chief", "alice", "wonder");

    @TempDir
    private Path directory;

    @Test
    void usersConnectWithTheirPasswordsAlone() throws Exception {
        BrokerSettings settings = BrokerSettings.in(directory).security(BrokerSecurity.scram(USERS));
        for (int start = 0; start < 2; start++) {
            try (EmbeddedBroker broker = EmbeddedBroker.start(settings)) {
                assertThat(topics(broker, "alice", "wonder")).isEmpty();
                assertThatThrownBy(() -> topics(broker, "alice", "guess"))
                        .hasCauseInstanceOf(SaslAuthenticationException.class);
            }
        }
    }

    @Test
    void whatNoAclAllowsIsRefused() throws Exception {
        BrokerSecurity security = BrokerSecurity.scram(USERS).withAcls(Set.of("admin"));
        try (EmbeddedBroker broker =
                EmbeddedBroker.start(BrokerSettings.in(directory).security(security))) {
            assertThatThrownBy(() -> create(broker, "alice", "wonder"))
                    .hasCauseInstanceOf(TopicAuthorizationException.class);
            create(broker, "admin", "chief");
            // The broker hears of it from the controller a moment after its making.
            assertThat(Await.until(() -> topics(broker, "admin", "chief"), topics -> !topics.isEmpty()))
                    .containsExactly("topic");
            assertThat(topics(broker, "alice", "wonder")).isEmpty();
        }
    }

    @Test
    void settingsShowNoPassword() {
        BrokerSettings settings = BrokerSettings.in(directory)
                .security(BrokerSecurity.scram(USERS).encrypted(Map.of("ssl.keystore.password", "locked")));
        assertThat(settings.toString()).contains("alice", "SASL_SSL").doesNotContain("wonder", "locked");
        assertThat(RegistrySettings.inMemory().users(USERS).toString()).doesNotContain("wonder");
    }

    private static Set<String> topics(EmbeddedBroker broker, String name, String password) throws Exception {
        try (Admin admin = admin(broker, name, password)) {
            return admin.listTopics().names().get();
        }
    }

    private static void create(EmbeddedBroker broker, String name, String password)
            throws ExecutionException, InterruptedException {
        try (Admin admin = admin(broker, name, password)) {
            admin.createTopics(List.of(new NewTopic("topic", Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private static Admin admin(EmbeddedBroker broker, String name, String password) {
        return Admin.create(Map.of(
                "bootstrap.servers",
                broker.bootstrap(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "SCRAM-SHA-512",
                "sasl.jaas.config",
                "%s required username=\"%s\" password=\"%s\";"
                        .formatted(ScramLoginModule.class.getName(), name, password)));
    }
}
