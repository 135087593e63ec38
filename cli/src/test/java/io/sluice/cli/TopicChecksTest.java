package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.cli.access.Layout;
import io.sluice.embedded.BrokerSettings;
import io.sluice.embedded.EmbeddedBroker;
import io.sluice.streams.app.TopicAdmin;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Topics that somebody else made, or changed: what a role does not begin on, and what {@code topics create} says of them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TopicChecksTest {
    private static final int PARTITIONS = 2;

    @TempDir
    private static Path folder;

    private static EmbeddedBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(BrokerSettings.in(folder.resolve("broker")));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void aSchedulerNeedsThePartitionsOfItsTasksInTopicsThatItOnlyWrites() throws Exception {
        theRest("narrow.", one("narrow.dead-letters", 1, Map.of()), one("narrow.responses", 3, Map.of()));
        Verbs.refused(
                "topic narrow.dead-letters has 1 partition, expected 2 at least, as narrow.requests has",
                role("scheduler", "narrow."));
        Verbs.refused("topic narrow.dead-letters has 1 partition, expected 2 at least; ", create("narrow."));
    }

    @Test
    void aRoleNeedsEveryTopicThatItWrites() throws Exception {
        for (String missing : List.of("responses", "metrics.endpoints")) {
            String prefix = "no-" + missing + ".";
            TopicAdmin.create(
                    admin,
                    Layout.of(prefix, PARTITIONS, Optional.empty()).all().stream()
                            .filter(topic -> !topic.name().equals(prefix + missing))
                            .toList());
            String role = missing.equals("responses") ? "scheduler" : "observer";
            Verbs.refused(
                    "are not all there, such as " + prefix + missing + "; sluice topics create makes them",
                    role(role, prefix));
        }
    }

    @Test
    void aRoleNeedsTopicsThatTakeWhatItWrites() throws Exception {
        Map<String, String> small = Map.of("max.message.bytes", "1048588", "cleanup.policy", "delete");
        theRest("small.", one("small.responses", PARTITIONS, small));
        Verbs.Said said = role("scheduler", "small.");
        Verbs.refused("topic small.responses has max.message.bytes=1048588, expected 16777216", said);
        assertThat(said.err()).doesNotContain("cleanup.policy");
    }

    @Test
    void partitionsThatAreNotInStepAreToldAndNothingIsCreated() throws Exception {
        TopicAdmin.create(admin, List.of(one("step.calls", 2, Map.of()), one("step.credential-state", 3, Map.of())));
        Verbs.refused("topic step.credential-state has 3 partitions, expected 2; ", create("step."));
        assertThat(admin.listTopics().names().get())
                .filteredOn(name -> name.startsWith("step."))
                .hasSize(2);
    }

    private static NewTopic one(String name, int partitions, Map<String, String> settings) {
        return new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(settings);
    }

    /** Some of the topics of a prefix are there already; makes the others. */
    private static void theRest(String prefix, NewTopic... there) throws Exception {
        TopicAdmin.create(admin, List.of(there));
        TopicAdmin.create(admin, Layout.of(prefix, PARTITIONS, Optional.empty()).all());
    }

    private static Verbs.Said role(String verb, String prefix) {
        return say(verb, "--data", folder.resolve(prefix + verb).toString(), "--prefix", prefix);
    }

    private static Verbs.Said create(String prefix) {
        return say("topics", "create", "--prefix", prefix);
    }

    private static Verbs.Said say(String... line) {
        List<String> words = new ArrayList<>(List.of(line));
        words.addAll(List.of("--format", "json", "--bootstrap", broker.bootstrap()));
        return Verbs.execute(words.toArray(String[]::new));
    }
}
